import type { DeviceChange, Entry, Me } from "@skein/protocol";
import { Cell } from "./observable.ts";

/** The signed-in person, kept in step by their self log. */
export class Myself {
  readonly cell = new Cell<Me | undefined>(undefined);
  /** Highest seq applied of the self log; undefined: not known. */
  head: number | undefined;

  constructor(
    private readonly changed: (me: Me) => void,
    private readonly device: (change: DeviceChange) => void,
  ) {}

  set(me: Me): void {
    this.cell.set(me);
    this.changed(me);
  }

  /** Applies what a self entry says of the person. */
  entry(entry: Entry): void {
    if (entry.kind === "self.device") this.device(entry.body);
    const me = this.cell.get();
    if (!me) return;
    if (entry.kind === "self.profile") this.set({ ...me, profile: entry.body.profile });
    if (entry.kind === "self.settings") this.set({ ...me, settings: { ...me.settings, ...entry.body.settings } });
  }
}
