import { LIMITS } from "@skein/protocol";
import type { Bus } from "../../cluster/bus.ts";
import type { Clock } from "../../kit/clock.ts";
import { Lru } from "../../kit/lru.ts";

const SUBJECT = "attend";
/** People whose attention is known. */
const BOUND = 100_000;
/** Devices of one person that are known to be looked at. */
const DEVICES = 16;

type Word = readonly [user: string, session: string, on: boolean, conv: string | null];

interface Sight {
  readonly conv: string | null;
  readonly until: number;
}

/** At which of their devices people look, and at what, as each device says now and then. Every node knows; a lost word costs a push. */
export class Attention {
  readonly #people = new Lru<string, Map<string, Sight>>(BOUND);
  readonly #end: () => void;

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {
    this.#end = bus.subscribe(SUBJECT, (text) => this.#note(JSON.parse(text) as Word));
  }

  tell(user: string, session: string, on: boolean, conv: string | undefined): void {
    const word: Word = [user, session, on, conv ?? null];
    this.#note(word);
    this.bus.publish(SUBJECT, JSON.stringify(word));
  }

  /** Whether the person looks at this conversation, or at anything else, on any device. */
  of(user: string, conv: string): "here" | "elsewhere" | undefined {
    const now = this.clock.now();
    const sights = [...(this.#people.peek(user)?.values() ?? [])].filter(({ until }) => until > now);
    if (sights.some((sight) => sight.conv === conv)) return "here";
    return sights.length > 0 ? "elsewhere" : undefined;
  }

  close(): void {
    this.#end();
  }

  #note([user, session, on, conv]: Word): void {
    const devices = this.#people.get(user) ?? new Map<string, Sight>();
    devices.delete(session);
    if (on) devices.set(session, { conv, until: this.clock.now() + LIMITS.attention });
    const [oldest] = devices.keys();
    if (devices.size > DEVICES && oldest !== undefined) devices.delete(oldest);
    if (devices.size > 0) this.#people.set(user, devices);
    else this.#people.delete(user);
  }
}
