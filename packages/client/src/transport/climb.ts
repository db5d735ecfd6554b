import type { Clock, Timer } from "../clock.ts";
import type { Link, LinkEvents, Transport } from "./transport.ts";

/** What one dial needs of what is known of the network, and tells it. */
interface Ladder {
  readonly clock: Clock;
  /** Undefined: there is none so low. */
  rung(at: number): Transport | undefined;
  /** Something came this way. */
  worked(url: string, at: number): void;
  /** Nothing came this way. Returns the way to try now, or undefined when this dial is over. */
  missed(at: number): number | undefined;
  /** Whoever dials waits no longer, and nothing had come this way yet. */
  abandoned(at: number): void;
  /** A link that had carried something has ended; `cut`: nobody meant it. */
  ended(url: string, at: number, age: number, cut: boolean): void;
  /** Tells once the best way works. Returns what ends that. */
  probe(url: string, works: () => void): () => void;
}

/** A way by which nothing came for so long is no way: something in between holds the answer back. ms */
const PATIENCE = 3_000;
/** A better way is taken once nothing was said for so long. ms */
const QUIET = 2_000;
/** As a WebSocket tells it when there was no closing handshake. */
const CUT = 1006;
const SILENT = 4002;
const DRAIN = 4000;

/** One dial: a link by the first way on which something comes back. */
export class Climb implements Link {
  private link: Link | undefined;
  /** What was said and must be said again on the next way. */
  private said: string[] = [];
  private opened = false;
  private heardAt: number | undefined;
  private saidAt = 0;
  private turn = 0;
  private timer: Timer | undefined;
  private endProbe: () => void = () => undefined;

  constructor(
    private readonly ladder: Ladder,
    private readonly url: string,
    private readonly events: LinkEvents,
    private at: number,
  ) {
    this.step(at);
  }

  send(message: string): void {
    if (this.heardAt === undefined) this.said.push(message);
    this.saidAt = this.ladder.clock.now();
    this.link?.send(message);
  }

  close(code: number, reason: string): void {
    if (this.heardAt === undefined) this.ladder.abandoned(this.at);
    else this.ladder.ended(this.url, this.at, this.age, code === SILENT);
    this.end()?.close(code, reason);
  }

  /** How long something has been coming, ms. */
  private get age(): number {
    return this.ladder.clock.now() - (this.heardAt ?? 0);
  }

  private step(at: number): void {
    this.at = at;
    const { clock } = this.ladder;
    const turn = (this.turn += 1);
    const now = (act: () => void): void => {
      if (turn === this.turn) act();
    };
    this.timer = clock.after(PATIENCE, () => now(() => this.missed(CUT, "")));
    this.link = this.ladder.rung(at)?.(this.url, {
      opened: () => now(() => this.begin()),
      message: (message) =>
        now(() => {
          if (this.heardAt === undefined) this.works();
          this.events.message(message);
        }),
      closed: (code, reason) =>
        now(() => {
          if (this.heardAt === undefined && code < 4000) this.missed(code, reason);
          else this.ended(code, reason);
        }),
    });
  }

  private begin(): void {
    for (const message of this.said) this.link?.send(message);
    if (this.opened) return;
    this.opened = true;
    this.events.opened();
  }

  private works(): void {
    this.timer?.cancel();
    this.heardAt = this.ladder.clock.now();
    this.said = [];
    this.ladder.worked(this.url, this.at);
    if (this.at > 0) this.endProbe = this.ladder.probe(this.url, () => this.up());
  }

  private missed(code: number, reason: string): void {
    const next = this.ladder.missed(this.at);
    this.timer?.cancel();
    const { link } = this;
    if (next === undefined) this.ended(code, reason);
    else this.step(next);
    link?.close(1000, "another way");
  }

  private ended(code: number, reason: string): void {
    if (this.heardAt !== undefined) this.ladder.ended(this.url, this.at, this.age, code === CUT);
    this.end();
    this.events.closed(code, reason);
  }

  /** The best way works: once nothing is under way, whoever holds this link comes back at once, as after a drain. */
  private up(): void {
    const { clock } = this.ladder;
    const rest = this.saidAt + QUIET - clock.now();
    if (rest > 0) {
      const timer = clock.after(rest, () => this.up());
      this.endProbe = () => timer.cancel();
      return;
    }
    const link = this.end();
    this.events.message('{"type":"drain","after":0}');
    link?.close(1000, "a better way");
    this.events.closed(DRAIN, "drain");
  }

  /** Nothing is heard any more. Returns the link that was. */
  private end(): Link | undefined {
    this.turn += 1;
    this.timer?.cancel();
    this.endProbe();
    const { link } = this;
    this.link = undefined;
    return link;
  }
}
