import type { Entry, Me } from "@skein/protocol";
import type { Emitter } from "./emitter.ts";
import type { ClientEvents } from "./events.ts";
import { Cell } from "./observable.ts";

/** The signed-in person, kept in step by their self log. */
export class Myself {
  readonly cell = new Cell<Me | undefined>(undefined);
  /** Highest seq applied of the self log; undefined: not known. */
  head: number | undefined;
  /** The id of this device. */
  device: string | undefined;

  constructor(
    private readonly changed: (me: Me) => void,
    private readonly events: Pick<Emitter<ClientEvents>, "emit">,
  ) {}

  set(me: Me): void {
    this.cell.set(me);
    this.changed(me);
  }

  /** Applies what a self entry says of the person. */
  entry(entry: Entry): void {
    this.events.emit("self", entry);
    // one's own coming in is no news
    if (entry.kind === "self.device" && !(entry.body.change === "in" && entry.body.session === this.device))
      this.events.emit("device", entry.body);
    const me = this.cell.get();
    if (!me) return;
    if (entry.kind === "self.profile") this.set({ ...me, profile: entry.body.profile });
    if (entry.kind === "self.settings") this.set({ ...me, settings: { ...me.settings, ...entry.body.settings } });
  }
}
