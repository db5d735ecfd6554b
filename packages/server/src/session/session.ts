import { CLOSE, LIMITS, type CloseName } from "@skein/protocol";
import type { Caller } from "../command/command.ts";
import type { Dispatch } from "../command/dispatch.ts";
import { Bucket, type BucketRate } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Admission } from "../transport/admission.ts";
import type { Link, LinkListener } from "../transport/link.ts";
import { parseFrame, type Frame } from "./frame.ts";
import { greet, readHello, type Handshake } from "./handshake.ts";
import type { Heartbeat, Living } from "./heartbeat.ts";
import type { Hub, Listener } from "./hub.ts";
import { Outbox, type Flusher } from "./outbox.ts";

/** What all sessions of a node share. */
export interface SessionRoom {
  readonly handshake: Handshake;
  readonly dispatch: Dispatch;
  readonly hub: Hub;
  readonly heartbeat: Heartbeat;
  readonly flusher: Flusher;
  readonly admission: Admission;
  readonly clock: Clock;
  readonly log: Log;
  readonly base: string;
  /** Frames a link may send. */
  readonly rate: BucketRate;
  /** Refused frames a link may cause before it is closed. */
  readonly patience: BucketRate;
  readonly outboxBytes: number;
}

/** One connected device: decodes, says hello once, hands commands on, sends replies. What commands do is not its business. */
export class Session implements LinkListener, Listener, Living {
  readonly #outbox: Outbox;
  readonly #bucket: Bucket;
  #patience: Bucket | undefined;
  #caller: Caller | undefined;
  /** Frames that came while the hello was being answered. */
  #early: string[] | undefined;
  #cancelHello: (() => void) | undefined;
  #gone = false;
  heard: number;

  constructor(
    private readonly link: Link,
    private readonly room: SessionRoom,
  ) {
    this.heard = room.clock.now();
    this.#outbox = new Outbox(link, room.flusher, room.outboxBytes);
    this.#bucket = new Bucket(room.rate, this.heard);
    this.#cancelHello = room.clock.after(LIMITS.hello, () => {
      this.#close("hello_timeout");
    });
  }

  get user(): string {
    return this.#caller?.user ?? "";
  }

  get device(): string {
    return this.#caller?.session ?? "";
  }

  deliver(frame: string): void {
    this.#outbox.push(frame);
  }

  end(code: number, reason: string): void {
    this.#outbox.close(code, reason);
  }

  /** The role on the server changed while connected. */
  promote(role: Caller["role"]): void {
    if (this.#caller) this.#caller.role = role;
  }

  ping(): void {
    this.deliver('{"type":"ping"}');
  }

  silent(): void {
    this.#close("silent");
  }

  text(message: string): void {
    this.heard = this.room.clock.now();
    if (this.#early) {
      this.#keepEarly(message);
      return;
    }
    if (!message.includes("\n")) {
      this.#line(message);
      return;
    }
    const lines = message.split("\n").filter((line) => line !== "");
    if (lines.length > LIMITS.framesPerMessage) this.#refuse(new Refusal("malformed", { message: "too many frames in one message" }));
    else for (const line of lines) this.#line(line);
  }

  binary(): void {
    this.heard = this.room.clock.now();
    this.#refuse(new Refusal("malformed", { message: "frames are text" }));
  }

  drained(): void {
    this.#outbox.drained();
  }

  closed(): void {
    this.#gone = true;
    this.#settled();
    this.#outbox.dropped();
    this.room.heartbeat.remove(this);
    if (this.#caller) this.room.hub.remove(this);
  }

  #line(line: string): void {
    if (this.#gone) return;
    if (this.#early) {
      this.#keepEarly(line);
      return;
    }
    let frame: Frame;
    try {
      frame = parseFrame(line);
    } catch (fault) {
      this.#refuse(fault);
      return;
    }
    if (!this.#caller) void this.#hello(frame);
    else if (frame.type === "pong") return;
    else if (frame.type === "hello") this.#protocolError(new Refusal("hello_repeated"), frame.id);
    else this.#request(this.#caller, frame);
  }

  #request(caller: Caller, frame: Frame): void {
    const { id, type, params } = frame;
    if (!isId(id)) {
      this.#refuse(new Refusal("invalid", { path: "/id", message: "a request has a positive integer as its id" }));
      return;
    }
    const after = this.#bucket.take(this.room.clock.now());
    if (after > 0) {
      this.#refuse(new Refusal("rate_limited", { after }), id);
      return;
    }
    this.room.dispatch.run(caller, typeof type === "string" ? type : "", params).then(
      (result) => {
        this.deliver(`{"type":"ok","id":${id},"result":${result}}`);
      },
      (fault: unknown) => {
        this.#error(fault, id);
      },
    );
  }

  async #hello(frame: Frame): Promise<void> {
    const { handshake, hub, heartbeat } = this.room;
    try {
      const hello = readHello(frame);
      this.#early = [];
      const identity = await handshake.authenticate(hello.token, hello.device);
      if (this.#gone) return;
      this.#settled();
      this.#caller = { ...identity, address: this.link.address, base: this.room.base, here: this };
      // the live stream first, held back; then what was missed; then what came meanwhile [SYNC-4]
      this.#outbox.hold();
      hub.add(this);
      heartbeat.add(this);
      const resumption = await handshake.resume.since(identity.user, hello.cursor);
      this.#outbox.release(greet(handshake, hello, identity, resumption));
      const early = this.#early;
      this.#early = undefined;
      for (const line of early) this.#line(line);
    } catch (fault) {
      this.#helloFailed(fault, frame.id);
    }
  }

  #helloFailed(fault: unknown, id: unknown): void {
    const name = fault instanceof Refusal ? fault.error : "internal";
    if (name === "hello_required" || name === "invalid") this.#protocolError(fault, id);
    else {
      if (name === "internal") this.room.log.error({ err: fault }, "a hello failed");
      this.#outbox.release([]);
      this.#error(fault, id);
      const code = CODE_OF[name] ?? "fault";
      this.#close(code);
    }
  }

  #keepEarly(message: string): void {
    if (this.#early && this.#early.push(message) > LIMITS.framesPerMessage) this.#close("flood");
  }

  #protocolError(fault: unknown, id: unknown): void {
    this.#error(fault, id);
    this.#close("protocol");
  }

  /** An error that nothing was done for; who causes too many is closed. [LIMIT-2] */
  #refuse(fault: unknown, id?: number): void {
    const now = this.room.clock.now();
    this.#patience ??= new Bucket(this.room.patience, now);
    if (this.#patience.take(now) > 0) this.#close("flood");
    else this.#error(fault, id);
  }

  #error(fault: unknown, id: unknown): void {
    const refusal = fault instanceof Refusal ? fault : new Refusal("internal", { after: 1000 });
    this.deliver(JSON.stringify({ type: "error", ...(isId(id) ? { id } : {}), ...refusal.wire() }));
  }

  #close(name: CloseName): void {
    this.end(CLOSE[name].code, name);
  }

  /** No longer one of those that have yet to say hello. */
  #settled(): void {
    if (!this.#cancelHello) return;
    this.#cancelHello();
    this.#cancelHello = undefined;
    this.room.admission.proven(this.link.address);
  }
}

const CODE_OF: Partial<Record<string, CloseName>> = {
  unauthenticated: "unauthenticated",
  token_expired: "unauthenticated",
  host_auth_off: "unauthenticated",
  token_revoked: "revoked",
};

function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0;
}
