import { type Client, createClient, type Item, SkeinError } from "@skein/client";
import type { CommandName, Entry, Params, Result } from "@skein/protocol";
import { type Cable, ClockFace, type SeededRandom, type VirtualClock } from "../../src/index.ts";
import type { Disk } from "./disk.ts";
import type { Findings } from "./findings.ts";

interface Setting {
  readonly name: string;
  readonly user: string;
  readonly token: string;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly cable: Cable;
  readonly disk: () => Disk;
  readonly note: (line: string) => void;
  readonly findings: Findings;
}

/** Whom a message means. */
interface Means {
  readonly users?: string[];
  readonly all?: true;
}

/** Something the device's person wrote. */
export interface Written {
  readonly conv: string;
  readonly text: string;
  readonly key: string;
  /** Whom it means: only members, and all only by whoever may. */
  readonly means?: Means;
  /** Its turn in the order of writing is lost: it was sent again after it had failed. */
  retried?: boolean;
  /** Given up, or forgotten with everything else on the device. */
  discarded?: boolean;
}

/** What commands may be refused with in a run where nobody breaks the protocol. */
const EXPECTED = new Set([
  "offline",
  "timeout",
  "closed",
  "not_found",
  "forbidden",
  "last_owner",
  "unavailable",
  "conflict",
  "rate_limited",
  // the answer to something that had been given up
  "recalled",
  "too_many",
  // rules of groups, links, and what people are to each other
  "muted",
  "ended",
  "refused",
  "invalid",
  "not_accepted",
  "already_friends",
  "already_asked",
]);

/** With what operations may be refused. */
const REFUSED = new Set([
  ...["not_found", "forbidden", "recalled", "too_many", "muted", "ended", "not_accepted"],
  // an edit that means somebody who is no member
  "invalid",
  // what was done about people and groups without a link
  ...["last_owner", "rate_limited", "contacts_full", "conflict"],
]);

/** One device of somebody: the SDK with its store, which is closed, killed and started again. It remembers what it showed. */
export class FuzzDevice {
  /** By text: each text is written once in a run. */
  readonly written = new Map<string, Written>();
  /** Groups it has known. */
  readonly groups = new Set<string>();
  /** What stood at a place of a log, by `conv seq`. */
  readonly shown = new Map<string, string>();
  /** Places that were shown one after the other although they are not: `conv from to`. */
  readonly skips = new Set<string>();
  /** Places that it took out of sight for its person. */
  readonly removed = new Set<string>();
  /** Places whose text it tried to change. */
  readonly edited = new Set<string>();
  #ahead = 0;
  #run: { readonly client: Client; readonly face: ClockFace } | undefined;
  #disk: Disk;
  #wake: () => void = () => undefined;

  constructor(readonly is: Setting) {
    this.#disk = is.disk();
    this.start();
  }

  get name(): string {
    return this.is.name;
  }

  get user(): string {
    return this.is.user;
  }

  get cable(): Cable {
    return this.is.cable;
  }

  get running(): boolean {
    return this.#run !== undefined;
  }

  get client(): Client {
    if (!this.#run) throw new Error(`${this.name} is off`);
    return this.#run.client;
  }

  start(): void {
    const { clock, cable, random, token, user, name } = this.is;
    const face = new ClockFace(clock, this.#ahead);
    const client = createClient({
      url: "http://sim",
      token,
      user,
      device: { name },
      store: this.#disk(),
      transport: cable.transport,
      clock: face.client,
      random: random.next,
      wake: (listener) => {
        this.#wake = listener;
        return () => undefined;
      },
    });
    const heard = new Set<string>();
    client.on("message", ({ entry }) => {
      const place = `${entry.conv} ${entry.seq}`;
      if (heard.has(place)) this.is.findings.add(`${name} was told of ${place} twice`);
      heard.add(place);
    });
    client.on("error", (error) => this.told(error));
    client.on("refused", ({ conversation, kind, seq, error }) => this.refused(`${kind} ${conversation} ${seq}`, error));
    client.on("signedOut", (reason) => this.is.findings.add(`${name} was signed out: ${reason.name}`));
    this.#run = { client, face };
  }

  /** Closes the client as a page does that has the time to. */
  async close(): Promise<void> {
    const { client, face } = this.#off();
    await client.close();
    face.stop();
    this.cable.clientDied(0);
  }

  /** Its process is gone from one moment to the next; the server learns of it after so many ms, or never. */
  die(told: number | undefined): void {
    this.#off().face.stop();
    this.cable.clientDied(told);
  }

  /** What is stored of a log. */
  async stored(conv: string): Promise<readonly Entry[]> {
    const store = this.#disk();
    await store.open(
      { url: "http://sim", user: this.user },
      { failed: (error) => this.told(error), lead: () => undefined },
    );
    const entries = await store.entries(conv, 1, Number.MAX_SAFE_INTEGER);
    await store.close();
    return entries;
  }

  /** Everything that an app stored is deleted while it is off. */
  wipe(): void {
    this.#disk = this.is.disk();
    for (const written of this.written.values()) written.discarded = true;
  }

  /** Somebody sets its clock. */
  jump(ms: number): void {
    this.#run?.face.jump(ms);
  }

  /** The page comes to the foreground. */
  wake(): void {
    if (this.#run) this.#wake();
  }

  write(conv: string, text: string, means?: Means): void {
    const key = this.client.conversation(conv).send({ text, ...(means && { mentions: means }) });
    this.written.set(text, { conv, text, key, ...(means && { means }) });
  }

  /**
   * Asks for what is done once, with the same key again and again until it is answered: every answer after the first one that was
   * good must be that one. [SEND-2] [OP-1]
   */
  once<N extends "message.send" | "message.forward">(what: string, name: N, params: Omit<Params<N>, "key">): void {
    const { client } = this;
    const asked = { ...params, key: client.conversation(params.conv).newKey() } as Params<N>;
    const ask = async (tries: number): Promise<void> => {
      const answers = new Set<string>();
      for (let i = 0; i < tries; i++) {
        if (!this.running || this.client !== client) return;
        try {
          answers.add(JSON.stringify(await client.call(name, asked)));
        } catch (thrown) {
          const error = SkeinError.from(thrown);
          if (error.retry === "never" && answers.size > 0 && error.name !== "closed")
            this.is.findings.add(`${this.name}: ${what} was answered ${[...answers].join()}, then ${error.name}`);
          if (error.retry === "never") throw error;
        }
        await new Promise<void>((resolve) => this.is.clock.after(3_000, resolve));
      }
      if (answers.size > 1) this.is.findings.add(`${this.name}: ${what} was answered ${[...answers].join(" and ")}`);
    };
    this.attempt(what, ask(3));
  }

  /** Lets a command run; what it is refused with must be what can happen. */
  attempt(what: string, command: Promise<unknown>): void {
    const { note } = this.is;
    command.then(
      () => note(`${this.name} ${what}: done`),
      (error: unknown) => {
        const { name } = SkeinError.from(error);
        note(`${this.name} ${what}: ${name}`);
        if (!EXPECTED.has(name)) this.is.findings.add(`${this.name}: ${what} was answered ${name}`);
      },
    );
  }

  /** Asks until it is answered: a server may take longer than a client waits. */
  async ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.client.call(name, params);
      } catch (thrown) {
        if (SkeinError.from(thrown).retry !== "later" || tries === 10) throw thrown;
        await new Promise<void>((resolve) => this.is.clock.after(2_000, resolve));
      }
    }
  }

  /** Changes what was said; that is shown at once, and may be refused later. */
  edit(conv: string, seq: number, text: string, means?: Means): void {
    this.edited.add(`${conv} ${seq}`);
    this.client.conversation(conv).edit(seq, { text, ...(means && { mentions: means }) });
  }

  /** What it did to a message was refused. */
  refused(what: string, error: SkeinError): void {
    this.is.note(`${this.name} ${what}: ${error.name}`);
    if (!REFUSED.has(error.name)) this.is.findings.add(`${this.name}: ${what} was refused with ${error.name}`);
  }

  /** Something went wrong that no call answers for. */
  told(error: SkeinError): void {
    this.is.note(`${this.name} is told ${error.name} ${error.message}`);
    if (!EXPECTED.has(error.name)) this.is.findings.add(`${this.name} was told ${error.name}: ${String(error.cause)}`);
  }

  /** Looks at a talk until the returned function is called; everything that is shown meanwhile is looked at closely. */
  look(conv: string): () => void {
    const { timeline } = this.client.conversation(conv);
    const see = (): void => this.#see(conv, timeline.state.get().items);
    const end = timeline.state.subscribe(see);
    const close = timeline.open();
    return () => {
      end();
      close();
    };
  }

  /**
   * No hole is ever shown: what lies between two lines is looked at in the end. At one place stands always the same, unless
   * something was done to it. [CLIENT-3] [LOG-2]
   */
  #see(conv: string, items: readonly Item[]): void {
    const { findings } = this.is;
    let last: number | undefined;
    for (const { seq, from, kind, body, edited, recalled } of items) {
      if (seq === undefined) continue;
      if (last !== undefined && seq <= last) findings.add(`${this.name} showed ${seq} of ${conv} after ${last}`);
      if (last !== undefined && seq !== last + 1) this.skips.add(`${conv} ${last} ${seq}`);
      last = seq;
      if (edited || recalled) continue;
      const place = `${conv} ${seq}`;
      const what = JSON.stringify([from, kind, body]);
      const before = this.shown.get(place);
      if (before !== undefined && before !== what)
        findings.add(`${this.name} showed ${what} at ${place}, before ${before}`);
      this.shown.set(place, what);
    }
  }

  #off(): { readonly client: Client; readonly face: ClockFace } {
    const run = this.#run;
    if (!run) throw new Error(`${this.name} is off`);
    this.#ahead = run.face.ahead;
    this.#run = undefined;
    return run;
  }
}
