/** Nothing can be said of a server: it is not there, nobody can act, or nothing was asked that can be seen. */
export class Unready extends Error {
  override readonly name = "Unready";
}

/** Whatever went wrong on the way there, and for whom. */
export function asUnready(fault: unknown, whose = ""): never {
  if (fault instanceof Unready) throw fault;
  throw new Unready(`${fault instanceof Error ? fault.message : String(fault)}${whose}`, { cause: fault });
}
