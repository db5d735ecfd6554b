import type { Clock, Timer } from "../clock.ts";
import { headOf } from "../lab/carried-frames.ts";
import { Crossing } from "./crossing.ts";
import { Position } from "./position.ts";
import { isTurnedAway, type Link, type LinkEvents, type Transport } from "./transport.ts";

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
  /** Calls when better ways are worth another try. Returns what ends that. */
  later(call: () => void): () => void;
}

/** A way by which nothing came for so long is no way: something in between holds the answer back. ms */
const PATIENCE = 3_000;
/** What was asked over the old link is answered within so many ms, or the better one is left for later. */
const SETTLE = 5_000;
/** As a WebSocket tells it when there was no closing handshake. */
const CUT = 1006;
const SILENT = 4002;

/** One dial: a link by the first way on which something comes back, and from then on by better ones that come to work. */
export class Climb implements Link {
  private link: Link | undefined;
  /** What was said and must be said again on the next way. */
  private said: string[] = [];
  private opened = false;
  private heardAt: number | undefined;
  private turn = 0;
  private timer: Timer | undefined;
  private readonly position: Position;
  private endLook: () => void = () => undefined;
  /** What is asked while a better link is current and this one has something to answer: it is for the better one. */
  private held: string[] | undefined;
  /** Goes over once everything is answered. */
  private cross: () => void = () => undefined;

  constructor(
    private readonly ladder: Ladder,
    private readonly url: string,
    private readonly events: LinkEvents,
    private at: number,
  ) {
    this.position = new Position(ladder.clock);
    this.step(at);
  }

  send(message: string): void {
    if (this.heardAt === undefined) this.said.push(message);
    if (this.held && headOf(message).id !== undefined) this.held.push(message);
    else this.say(message);
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

  /** Whether there may be something better: where this is the best there is, nobody looks where it stands. */
  private get below(): boolean {
    return this.heardAt === undefined || this.at > 0;
  }

  private say(message: string): void {
    if (this.below) this.position.up(message);
    this.link?.send(message);
  }

  /** Acts only as long as this link is the one. */
  private now(turn: number): (act: () => void) => void {
    return (act) => {
      if (turn === this.turn) act();
    };
  }

  private step(at: number): void {
    this.at = at;
    const now = this.now((this.turn += 1));
    this.timer = this.ladder.clock.after(PATIENCE, () => now(() => this.missed(CUT, "")));
    this.link = this.ladder.rung(at)?.(this.url, {
      opened: () => now(() => this.begin()),
      message: (message) =>
        now(() => {
          if (this.heardAt === undefined && !isTurnedAway(message)) this.works();
          this.heard(message);
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
    this.lookLater();
  }

  private heard(message: string): void {
    if (this.below) this.position.down(message);
    this.events.message(message);
    if (this.held && this.position.settled) this.cross();
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

  private lookLater(): void {
    if (this.at > 0) this.endLook = this.ladder.later(() => this.look(0));
  }

  /** Tries the ways above this one, the best first, each by a link of its own beside the one that is there. */
  private look(rung: number): void {
    const transport = this.ladder.rung(rung);
    if (!transport || rung >= this.at) return this.lookLater();
    const { url, position } = this;
    const { clock } = this.ladder;
    const { token } = position;
    const crossing: Crossing = new Crossing({
      ...{ transport, url, clock, user: position.user },
      hello: () => position.onward(),
      // what it was opened by is not good for as long as what this one goes on with meanwhile
      current: () => (position.token === token ? this.ready(crossing, rung) : this.giveUp(crossing)),
      failed: () => {
        this.timer?.cancel();
        this.stay();
        this.look(rung + 1);
      },
    });
    this.endLook = () => crossing.end();
    crossing.begin();
  }

  /** The better link is current. What was asked over this one is answered by it first: so nothing is asked twice, or out of order. */
  private ready(crossing: Crossing, rung: number): void {
    this.held = [];
    this.cross = () => this.over(crossing, rung);
    this.timer = this.ladder.clock.after(SETTLE, () => this.giveUp(crossing));
    if (this.position.settled) this.cross();
  }

  private giveUp(crossing: Crossing): void {
    crossing.end();
    this.stay();
    this.lookLater();
  }

  /** It comes to nothing: what waited for the better link goes over this one. */
  private stay(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const message of held) this.say(message);
  }

  private over(crossing: Crossing, rung: number): void {
    const { link: old, held = [] } = this;
    const now = this.now((this.turn += 1));
    this.timer?.cancel();
    this.endLook = () => undefined;
    this.held = undefined;
    this.link = crossing.link;
    this.at = rung;
    this.heardAt = this.ladder.clock.now();
    this.ladder.worked(this.url, rung);
    for (const message of held) this.say(message);
    crossing.become({
      message: (message) => now(() => this.heard(message)),
      closed: (code, reason) => now(() => this.ended(code, reason)),
    });
    old?.close(1000, "a better way");
    now(() => this.lookLater());
  }

  /** Nothing is heard any more. Returns the link that was. */
  private end(): Link | undefined {
    this.turn += 1;
    this.timer?.cancel();
    this.endLook();
    const { link } = this;
    this.link = undefined;
    return link;
  }
}
