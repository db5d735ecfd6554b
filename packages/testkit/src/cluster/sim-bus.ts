import { type Bus, checkSubject, createLog, Ears, type Clock, type Hear } from "@skein/server";

/** One node's end of a `SimCarrier`. */
export class SimBus implements Bus {
  connected = true;
  /** Never known to be: what it publishes is lost on the way like any other word. */
  readonly alone = false;
  /** Whether its line carries anything, whatever it thinks. */
  whole = true;
  /** Counts its lines: what was under way on another one does not arrive. */
  life = 0;
  readonly #ears = new Ears(createLog("silent"));
  #words = new Map<string, string[]>();

  constructor(
    readonly node: string,
    readonly clock: Clock,
    private readonly carrier: { say(subject: string, texts: readonly string[]): void; leave(): void },
  ) {}

  publish(subject: string, text: string): void {
    checkSubject(subject);
    if (!this.connected) return;
    if (this.#words.size === 0) this.clock.soon(() => this.#flush());
    this.#words.set(subject, [...(this.#words.get(subject) ?? []), text]);
  }

  subscribe(subject: string, hear: Hear): () => void {
    return this.#ears.add(subject, hear);
  }

  onConnection(call: (connected: boolean) => void): () => void {
    return this.#ears.watch(call);
  }

  close(): Promise<void> {
    this.#flush();
    this.life += 1;
    this.whole = false;
    this.connected = false;
    this.#ears.clear();
    this.carrier.leave();
    return Promise.resolve();
  }

  arrived(subject: string, texts: readonly string[], from: string): void {
    for (const text of texts) this.#ears.word(subject, text, from);
  }

  cut(noticed: number | undefined): void {
    this.whole = false;
    this.life += 1;
    const { life } = this;
    if (noticed === undefined) return;
    this.clock.after(noticed, () => {
      if (this.life === life) this.#notice(false);
    });
  }

  mend(): void {
    if (this.whole) return;
    this.whole = true;
    this.life += 1;
    this.#notice(true);
  }

  #notice(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    this.#ears.connection(connected);
  }

  #flush(): void {
    const words = this.#words;
    this.#words = new Map();
    for (const [subject, texts] of words) this.carrier.say(subject, texts);
  }
}
