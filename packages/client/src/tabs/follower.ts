import { CLOSE } from "@skein/protocol";
import type { Clock, Timer } from "../clock.ts";
import type { Link, LinkEvents } from "../transport/transport.ts";
import type { Channel, Said, Told } from "./channel.ts";

interface Setup {
  readonly key: string;
  /** Of this link: another one of the same tab has another. */
  readonly tab: string;
  readonly channel: (name: string) => Channel;
  readonly clock: Clock;
  /** Nobody leads, whoever has the lock. */
  readonly leaderless: () => void;
  /** The link has ended, whoever ended it. */
  readonly ended: () => void;
}

/** A tab that leads and lives answers sooner, also where the browser slows it down. */
const PATIENCE = 2_000;

/** The link of a tab that does not lead: what it says goes to the tab that does. */
export class Follower implements Link {
  private readonly all: Channel;
  private readonly own: Channel;
  private lead: string | undefined;
  private live = false;
  private over = false;
  private patience: Timer;

  constructor(
    private readonly is: Setup,
    private readonly events: LinkEvents,
  ) {
    this.own = is.channel(`${is.key} ${is.tab}`);
    this.own.onmessage = ({ data }: { readonly data: Told }) => this.told(data);
    this.all = is.channel(is.key);
    this.all.onmessage = ({ data }: { readonly data: Said }) => this.heard(data);
    this.patience = is.clock.after(PATIENCE, () => is.leaderless());
    this.say({ is: "join", tab: is.tab });
  }

  send(text: string): void {
    if (this.lead !== undefined) this.say({ is: "say", lead: this.lead, tab: this.is.tab, text });
  }

  close(): void {
    this.end(undefined);
  }

  /**
   * Another tab leads from now on. A link that was live comes back at once; one that was not comes back with a wait, as after any
   * dial that failed: else the tabs of a server that is away would dial in turns without end.
   */
  handOver(): void {
    if (this.over) return;
    const atOnce = this.live || this.lead === undefined;
    if (atOnce) this.events.message('{"type":"drain","after":0}');
    this.end(atOnce ? CLOSE.drain.code : 1006);
  }

  private told(told: Told): void {
    if (told.is === "joined" && this.lead === undefined) {
      this.patience.cancel();
      this.lead = told.lead;
      this.events.opened();
    } else if (told.is === "text") {
      this.live = true;
      this.events.message(told.text);
    } else if (told.is === "closed") this.end(told.code, told.reason);
  }

  private heard(said: Said): void {
    if (said.is !== "lead") return;
    if (this.lead === undefined) this.say({ is: "join", tab: this.is.tab });
    else if (this.lead !== said.lead) this.handOver();
  }

  private say(said: Said): void {
    this.all.postMessage(said);
  }

  private end(code: number | undefined, reason = "drain"): void {
    if (this.over) return;
    this.over = true;
    this.say({ is: "leave", tab: this.is.tab });
    this.patience.cancel();
    this.own.close();
    this.all.close();
    this.is.ended();
    if (code !== undefined) this.events.closed(code, reason);
  }
}
