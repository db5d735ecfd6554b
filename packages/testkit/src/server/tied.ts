/** Debian's way to tie a process to the one that started it. */
const SETPRIV = Bun.which("setpriv");

/** The command, so that its process is killed when this one ends, however that happens. Where that cannot be had, as it is. */
export function tied(command: readonly string[]): string[] {
  return SETPRIV === null ? [...command] : [SETPRIV, "--pdeathsig", "KILL", ...command];
}
