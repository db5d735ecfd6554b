import {
  CLIENT_LIMITS,
  CLOSE,
  type ErrorFrame,
  type Hello,
  type OkFrame,
  type Request,
  type ServerFrame,
  type Welcome,
} from "@skein/protocol";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { decode } from "../link/codec.ts";
import type { LinkEvents, Transport } from "../transport/transport.ts";
import { greeting, readdressed, watchedBy } from "./answers.ts";
import { Port } from "./port.ts";
import { Rest } from "./rest.ts";
import { Upstream } from "./upstream.ts";

type Answer = (answer: OkFrame | ErrorFrame, line: string) => void;

/** A tab that heard nothing for so many ms is told at the next sign of the server's life that there was one. */
const BEAT = 10_000;

interface Setup {
  readonly url: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The link to the server as all tabs have it: each speaks to the hub as it would to a server, and the server sees one link.
 *
 * The first tab that says hello is welcomed by the server itself. One that comes later is welcomed by the hub: what it missed is asked for
 * over the link, and what comes meanwhile is kept back for it, as the server does. [TAB-1]
 */
export class Hub {
  private readonly ports = new Set<Port>();
  private readonly asked = new Map<number, Answer>();
  /** Hellos that wait for the link to be welcomed. */
  private readonly hellos = new Map<Port, Hello>();
  /** Whose hello goes to the server: its welcome, and the delta behind it, are theirs alone. */
  private first: Port | undefined;
  private upstream: Upstream | undefined;
  private welcome: { readonly frame: Welcome; readonly at: number } | undefined;
  private last = 0;

  private readonly rest: Rest;

  constructor(private readonly is: Setup) {
    this.rest = new Rest(is.random, is.clock);
  }

  /** Takes a tab in. */
  open(events: Pick<LinkEvents, "message" | "closed">): Port {
    const port = new Port(events);
    this.ports.add(port);
    return port;
  }

  /** A tab sends a message. */
  said(port: Port, text: string): void {
    for (const line of text.split("\n")) {
      if (!this.ports.has(port) || line === "") continue;
      const frame = JSON.parse(line) as Hello | Request | { readonly type: "ping" | "pong" };
      if (frame.type === "hello") this.greet(port, frame as Hello);
      else if (frame.type === "ping") this.upstream?.send(line);
      else if (frame.type !== "pong") this.request(port, frame as Request);
    }
  }

  /** A tab is gone: what it asked for is answered to nobody. */
  leave(port: Port): void {
    this.ports.delete(port);
    this.hellos.delete(port);
    if (this.ports.size === 0) this.hangUp(1000, "closed");
  }

  /** Gives the link up. The tabs come back at once, to whoever has it then; those that have none yet come back with a wait. */
  end(code: number, reason: string): void {
    for (const port of this.ports) if (port.phase === "live") port.tell('{"type":"drain","after":0}');
    this.flush();
    this.hangUp(code, reason);
    this.closeAll(CLOSE.drain.code, "drain");
  }

  private closeAll(code: number, reason: string): void {
    const ports = [...this.ports];
    this.ports.clear();
    for (const port of ports) port.close(code, reason);
  }

  private hangUp(code: number, reason: string): void {
    const { upstream } = this;
    this.forget();
    upstream?.close(code, reason);
  }

  private forget(): void {
    this.upstream = undefined;
    this.welcome = undefined;
    this.asked.clear();
    this.hellos.clear();
    this.first = undefined;
  }

  private greet(port: Port, hello: Hello): void {
    port.phase = "greeting";
    if (this.welcome) {
      this.join(port, hello, this.welcome);
      return;
    }
    this.hellos.set(port, hello);
    if (this.upstream && !this.upstream.stale) return;
    this.upstream?.close(1000, "dial again");
    this.first = port;
    this.rest.begin();
    this.upstream = new Upstream({
      ...this.is,
      hello: () => JSON.stringify({ ...hello, id: this.nextId() }),
      message: (text) => this.received(text),
      gone: (code, reason) => this.gone(code, reason),
    });
  }

  /** The link has ended, or did not come about: all tabs wait for the same while. [TAB-4] */
  private gone(code: number, reason: string): void {
    const line = this.rest.line(code, this.welcome?.at);
    this.forget();
    if (line !== undefined) for (const port of this.ports) port.tell(line);
    this.flush();
    this.closeAll(code, reason);
  }

  private nextId(): number {
    this.last += 1;
    return this.last;
  }

  private ask(request: Omit<Request, "id">, answered: Answer): void {
    const id = this.nextId();
    this.asked.set(id, answered);
    this.upstream?.send(JSON.stringify({ ...request, id }));
  }

  private request(port: Port, { id, ...request }: Request): void {
    if (request.type === "presence.watch") {
      this.watch(port, id, request.params as { readonly users: readonly string[] });
      return;
    }
    this.ask(request, (answer, line) => port.tell(readdressed(answer, line, id)));
  }

  /** The server keeps one list a link: it is told what all tabs show, this one first. */
  private watch(port: Port, id: number, { users }: { readonly users: readonly string[] }): void {
    port.watched = users;
    const all = new Set([...users, ...[...this.ports].flatMap(({ watched }) => watched)]);
    const params = { users: [...all].slice(0, CLIENT_LIMITS.watched) };
    this.ask({ type: "presence.watch", params }, (answer) => port.tell(watchedBy(users, answer, id)));
  }

  /** Welcomes a tab to a link that is there: what it missed is read over it. */
  private join(port: Port, { id, cursor }: Hello, { frame, at }: typeof this.welcome & {}): void {
    const params = cursor === undefined ? {} : { cursor };
    this.ask({ type: "sync.changes", params }, (answer) => {
      if (!this.ports.has(port)) return;
      if (answer.type === "error") {
        this.ports.delete(port);
        port.close(1006, answer.name);
        return;
      }
      port.welcome(greeting(frame, { id, now: frame.now + this.is.clock.now() - at, answer }));
    });
  }

  private received(text: string): void {
    let lines: readonly (readonly [line: string, frame: ServerFrame])[];
    try {
      lines = text.split("\n").flatMap((line) => decode(line).map((frame): [string, ServerFrame] => [line, frame]));
    } catch {
      // A fault of the server or of something between: each tab says so, and comes back.
      for (const port of this.ports) port.tell(text);
      this.flush();
      return;
    }
    const { upstream } = this;
    for (const [line, frame] of lines) {
      this.frame(line, frame);
      if (upstream !== this.upstream) return;
    }
    const now = this.is.clock.now();
    for (const port of this.ports) if (now - port.toldAt >= BEAT) port.push('{"type":"ping"}');
    this.flush();
  }

  private frame(line: string, frame: ServerFrame): void {
    if (frame.type === "ping") this.upstream?.send('{"type":"pong"}');
    else if (frame.type === "welcome") this.welcomed(frame);
    else if (frame.type === "drain") this.drained(line, frame);
    else if (frame.type === "ok" || frame.type === "error") this.answered(line, frame);
    else if (frame.type === "delta") this.delta(line);
    else if (frame.type === "event" && frame.name === "presence") {
      for (const port of this.ports) if (port.watched.includes(frame.data.user)) port.push(line);
    } else for (const port of this.ports) port.push(line);
  }

  /** Also for those who are not welcomed yet. */
  private drained(line: string, frame: ServerFrame): void {
    this.rest.heard(frame);
    for (const port of this.ports) port.tell(line);
  }

  /** The one behind the welcome is for whose hello it was; one that comes later, of a link that took over from another, is for all. */
  private delta(line: string): void {
    for (const port of this.first ? [this.first] : this.ports) port.push(line);
    this.first = undefined;
  }

  private welcomed(frame: Welcome): void {
    this.upstream?.welcomed();
    this.welcome = { frame, at: this.is.clock.now() };
    for (const [port, hello] of this.hellos) {
      if (port === this.first) port.welcome([JSON.stringify({ ...frame, id: hello.id })]);
      else this.join(port, hello, this.welcome);
    }
    this.hellos.clear();
    if (frame.resume === "reset") this.first = undefined;
  }

  private answered(line: string, frame: OkFrame | ErrorFrame): void {
    const answer = frame.id === undefined ? undefined : this.asked.get(frame.id);
    if (answer) {
      this.asked.delete(frame.id ?? 0);
      answer(frame, line);
      if (frame.type === "error" && frame.retry === "after-login" && this.welcome) this.end(1000, "token");
      return;
    }
    // It answers the hello, or the link as a whole.
    this.rest.heard(frame);
    const { id: _id, ...rest } = frame;
    for (const port of this.ports) port.tell(JSON.stringify(rest));
  }

  private flush(): void {
    const now = this.is.clock.now();
    // one of them may end all of it
    for (const port of [...this.ports]) if (this.ports.has(port)) port.flush(now);
  }
}
