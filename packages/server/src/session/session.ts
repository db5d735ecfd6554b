import { CLOSE, LIMITS, type CloseName } from "@skein/protocol";
import type { Caller, Here } from "../command/command.ts";
import { Bucket } from "../kit/bucket.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Link, LinkListener } from "../transport/link.ts";
import type { Identity } from "./authenticate.ts";
import { isId, parseFrame } from "./frame.ts";
import type { Living } from "./heartbeat.ts";
import type { Listener, TellFate } from "./hub.ts";
import { Opening, type Opened } from "./opening.ts";
import { Outbox } from "./outbox.ts";
import type { SessionRoom } from "./room.ts";

/** One connected device: decodes, hands commands on, sends replies. What commands do is not its business. */
export class Session implements LinkListener, Listener, Living, Here, Opened {
  readonly #outbox: Outbox;
  #opening: Opening | undefined;
  #caller: Caller | undefined;
  #bucket: Bucket | undefined;
  #patience: Bucket | undefined;
  #whenGone: (() => void)[] | undefined;
  #gone = false;
  heard: number;
  interval: number | undefined;

  constructor(
    readonly link: Link,
    private readonly room: SessionRoom,
  ) {
    this.heard = room.clock.now();
    this.#outbox = new Outbox(link, room.flusher, room.outboxBytes);
    this.#opening = new Opening(room.handshake, this);
  }

  get user(): string {
    return this.#caller?.user ?? "";
  }

  get device(): string {
    return this.#caller?.session ?? "";
  }

  // ── from the link ──

  text(message: string): void {
    this.heard = this.room.clock.now();
    if (this.#opening) this.#opening.text(message);
    else this.#lines(message);
  }

  binary(): void {
    this.heard = this.room.clock.now();
    this.#refuse(new Refusal("malformed", { message: "frames are text" }));
  }

  alive(): void {
    this.heard = this.room.clock.now();
  }

  drained(): void {
    this.#outbox.drained();
  }

  closed(): void {
    this.#gone = true;
    this.#opening?.end();
    this.#outbox.dropped();
    if (this.#caller) {
      const { heartbeat, expiry, hub } = this.room;
      for (const part of [heartbeat, expiry, hub]) part.remove(this);
    } else this.room.admission.proven(this.link.address);
    for (const call of this.#whenGone ?? []) call();
  }

  // ── from the hub, the heartbeat and commands ──

  deliver(frame: string, tell?: TellFate): void {
    this.#outbox.push(frame, tell);
  }

  end(code: number, reason: string): void {
    this.#outbox.close(code, reason);
  }

  promote(role: Caller["role"]): void {
    if (this.#caller) this.#caller.role = role;
  }

  whenGone(call: () => void): void {
    // a command may ask only after the link it came by has ended
    if (this.#gone) call();
    else (this.#whenGone ??= []).push(call);
  }

  renew(identity: Identity): void {
    if (!this.#caller) return;
    this.#caller = { ...this.#caller, ...identity };
    // it may have ended while the token was looked at
    if (!this.#gone) this.room.expiry.set(this, identity.until);
  }

  ping(): void {
    this.deliver('{"type":"ping"}');
  }

  silent(): void {
    this.#close("silent");
  }

  // ── from the opening ──

  signedIn(identity: Identity, heartbeat: number | undefined): void {
    this.interval = heartbeat;
    this.room.admission.proven(this.link.address);
    const { base: own } = this.room.address;
    this.#caller = { ...identity, address: this.link.address, base: this.link.base ?? own, here: this };
    this.#outbox.hold();
    this.room.hub.add(this);
    this.room.expiry.set(this, identity.until);
  }

  welcome(first: readonly string[], early: readonly string[]): void {
    this.#opening = undefined;
    this.room.heartbeat.add(this);
    this.#outbox.release(first);
    for (const message of early) this.#lines(message);
  }

  refused(fault: unknown, id: unknown, close: CloseName): void {
    if (!(fault instanceof Refusal)) this.room.log.error({ err: fault }, "a hello failed");
    this.#outbox.release([]);
    this.#error(fault, id);
    this.#close(close);
  }

  // ── frames ──

  #lines(message: string): void {
    const lines = message.includes("\n") ? message.split("\n").filter((line) => line !== "") : [message];
    if (lines.length > LIMITS.framesPerMessage)
      this.#refuse(new Refusal("malformed", { message: "too many frames in one message" }));
    else for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    // what stands behind a frame that ended the link is not looked at
    if (this.#gone) return;
    try {
      const { type, id, params } = parseFrame(line);
      if (type === "pong") this.#take(undefined);
      else if (type === "ping") {
        if (this.#take(undefined)) this.deliver('{"type":"pong"}');
      } else if (type === "hello") this.refused(new Refusal("hello_repeated"), id, "protocol");
      else this.#request(typeof type === "string" ? type : "", id, params);
    } catch (fault) {
      this.#refuse(fault);
    }
  }

  #request(type: string, id: unknown, params: unknown): void {
    if (!isId(id)) throw new Refusal("invalid", { path: "/id", message: "a request has a positive integer as its id" });
    if (!this.#caller) throw new Refusal("hello_required");
    if (!this.#take(id)) return;
    this.room.dispatch.run(this.#caller, type, params, id).then(
      (result) => {
        this.deliver(`{"type":"ok","id":${id},"result":${result}}`);
      },
      (fault: unknown) => {
        this.#error(fault, id);
      },
    );
  }

  /** Whether there is room for another frame; says so when there is none. [LIMIT-1] */
  #take(id: number | undefined): boolean {
    const now = this.room.clock.now();
    this.#bucket ??= new Bucket(this.room.rate, now);
    const after = this.#bucket.take(now);
    if (after > 0) this.#refuse(new Refusal("rate_limited", { after }), id);
    return after === 0;
  }

  /** An error for which nothing was done; who causes too many is closed. [LIMIT-2] */
  #refuse(fault: unknown, id?: number): void {
    const now = this.room.clock.now();
    this.#patience ??= new Bucket(this.room.patience, now);
    if (this.#patience.take(now) > 0) this.#close("flood");
    else this.#error(fault, id);
  }

  #error(fault: unknown, id: unknown): void {
    const refusal = fault instanceof Refusal ? fault : new Refusal("internal", { after: 1000 });
    this.room.handshake.tally.errors.add(refusal.error);
    this.deliver(JSON.stringify({ type: "error", ...(isId(id) ? { id } : {}), ...refusal.wire() }));
  }

  #close(name: CloseName): void {
    this.end(CLOSE[name].code, name);
  }
}
