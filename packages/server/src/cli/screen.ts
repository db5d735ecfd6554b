import { codeOf } from "../kit/system-error.ts";

/** What the person who called should see, on standard output. The log goes to standard error. */
export function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** A program that goes on whether anybody looks or not: what nobody can read any more is no fault of its. */
export function sayToNobody(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (fault: unknown) => {
      if (codeOf(fault) !== "EPIPE") throw fault;
    });
}

/** What went wrong, on standard error. */
export function complain(...lines: readonly string[]): void {
  const told = lines.filter((line) => line !== "");
  if (told.length > 0) process.stderr.write(`${told.join("\n")}\n`);
}

/** Rows with their columns in line. Wide characters (CJK) take two places. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, Bun.stringWidth(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, i) =>
        i === row.length - 1 ? cell : cell + " ".repeat((widths[i] ?? 0) - Bun.stringWidth(cell) + gap),
      )
      .join(""),
  );
}
