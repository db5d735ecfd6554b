import type { EntryFrame, EventData, EventName, ServerFrame, Welcome } from "@skein/protocol";
import { within } from "../clock.ts";
import { Failure, Refused } from "../expect.ts";
import { Actor, type Answer } from "./actor.ts";
import type { Carrier, Ears } from "./carrier.ts";
import { Mailbox } from "./mailbox.ts";
import type { Closed } from "./raw-socket.ts";

export interface Hello {
  readonly token: string;
  readonly cursor?: string | undefined;
  readonly heartbeat?: number;
}

type Answering = Extract<ServerFrame, { type: "ok" | "error" }>;

/** The protocol by hand over one link: says what it is told to and keeps all that it hears. Pings are answered unless it is told not to. */
export class Link extends Actor {
  /** All frames that came, in order. */
  readonly box: Mailbox<ServerFrame>;
  /** Messages as they came, each with one frame or more. */
  readonly messages: string[] = [];
  readonly closed: Promise<Closed>;
  lively = true;
  #carrier: Carrier | undefined;
  #id = 0;

  private constructor(patience: number) {
    super("", patience);
    this.box = new Mailbox(patience);
    let over: (end: Closed) => void = () => undefined;
    this.closed = new Promise((resolve) => {
      over = resolve;
    });
    this.#over = over;
  }
  readonly #over: (end: Closed) => void;

  /** A link that has said nothing. */
  static async open(carry: (ears: Ears) => Promise<Carrier>, patience: number): Promise<Link> {
    const link = new Link(patience);
    link.#carrier = await carry({
      message: (message) => link.#message(message),
      closed: (code, reason) => {
        link.box.end(new Failure("a link that is to stay", "open", `closed with ${code} ${reason}`));
        link.#over({ code, reason });
      },
    });
    return link;
  }

  get frames(): readonly ServerFrame[] {
    return this.box.all;
  }

  /** Says hello. Rejects with {@link Refused}. */
  async hello(hello: Hello): Promise<Welcome> {
    const id = this.nextId();
    this.say({ type: "hello", id, ...hello });
    const isAnswer = (frame: ServerFrame): frame is Welcome | Extract<ServerFrame, { type: "error" }> =>
      frame.type === "welcome" || frame.type === "error";
    const answer = await this.box.find(isAnswer, "the answer to hello");
    if (answer.type === "error") throw new Refused("hello", answer);
    return answer;
  }

  /** An id that no request of this link has had. */
  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  say(frame: object): void {
    this.write(JSON.stringify(frame));
  }

  /** One message, whatever it holds. */
  write(message: string): void {
    this.#carrier?.send(message);
  }

  async attempt(name: string, params: unknown): Promise<Answer> {
    const id = this.nextId();
    this.say({ type: name, id, params });
    return this.answer(id, name);
  }

  /** The answer that carries this id. */
  answer(id: number, what = `request ${id}`): Promise<Answering> {
    const answers = (frame: ServerFrame): frame is Answering =>
      (frame.type === "ok" || frame.type === "error") && frame.id === id;
    return this.box.find(answers, `the answer to ${what}`);
  }

  /** An entry of a conversation: the one at `seq`, or the first. */
  entry(conv: string, seq?: number): Promise<EntryFrame> {
    const matches = (frame: ServerFrame): frame is EntryFrame =>
      frame.type === "entry" && frame.conv === conv && (seq === undefined || frame.seq === seq);
    return this.box.find(matches, `entry ${seq ?? ""} of ${conv}`);
  }

  /** The first entry of a kind whose body has these fields. */
  kind(kind: string, matches: (body: Record<string, unknown>) => boolean = () => true): Promise<EntryFrame> {
    const is = (frame: ServerFrame): frame is EntryFrame =>
      frame.type === "entry" && frame.kind === kind && matches(frame.body as Record<string, unknown>);
    return this.box.find(is, `an entry of the kind ${kind}`);
  }

  /** The data of the first event of a name whose data matches. */
  async event<N extends EventName>(
    name: N,
    matches: (data: EventData[N]) => boolean = () => true,
  ): Promise<EventData[N]> {
    const is = (frame: ServerFrame): boolean =>
      frame.type === "event" && frame.name === name && matches(frame.data as EventData[N]);
    const frame = await this.box.find(is, `event ${name}`);
    return (frame as { readonly data: EventData[N] } & ServerFrame).data;
  }

  /** The data of all events of a name that came. */
  events<N extends EventName>(name: N): EventData[N][] {
    return this.frames.flatMap((frame) =>
      frame.type === "event" && frame.name === name ? [frame.data as EventData[N]] : [],
    );
  }

  /** Entries of a conversation that came live, in the order of their coming. */
  heard(conv: string): EntryFrame[] {
    return this.frames.filter((frame): frame is EntryFrame => frame.type === "entry" && frame.conv === conv);
  }

  /** How the server ends it; fails where it does not. */
  ended(what: string, patience = this.patience): Promise<Closed> {
    return within(patience, this.closed, () => new Failure(what, "the link is closed", "it stays open"));
  }

  close(): void {
    this.#carrier?.close();
  }

  #message(message: string): void {
    this.messages.push(message);
    for (const line of message.split("\n")) {
      if (line === "") continue;
      const frame = JSON.parse(line) as ServerFrame;
      if (frame.type === "ping" && this.lively) this.say({ type: "pong" });
      this.box.put(frame);
    }
  }
}
