import { chown } from "node:fs/promises";

/** Whom Debian's packages make for it. */
const USER = "postgres";

/** PostgreSQL refuses to run as root: as root its commands run as its own user. */
const isRoot = (): boolean => process.getuid?.() === 0;

/** The command, as somebody who may run it. */
export function unprivileged(command: readonly string[]): string[] {
  if (!isRoot()) return [...command];
  return ["setpriv", `--reuid=${USER}`, `--regid=${USER}`, "--clear-groups", ...command];
}

/** Makes a folder theirs. */
export async function handOver(folder: string): Promise<void> {
  if (!isRoot()) return;
  const [user, group] = await Promise.all([idOf("-u"), idOf("-g")]);
  await chown(folder, user, group);
}

async function idOf(which: "-u" | "-g"): Promise<number> {
  const answer = Bun.spawn(["id", which, USER], { stdout: "pipe" });
  return Number(await new Response(answer.stdout).text());
}
