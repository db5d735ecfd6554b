import { cpus, release, totalmem } from "node:os";

/** The machine in one line: a ratio of one run may be compared with others, a figure only on the same machine. */
export function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? "?"}, ${memory} GB, Linux ${release()}, Bun ${Bun.version}`;
}
