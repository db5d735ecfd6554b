import { HTTP_PREFIX, type Welcome } from "@skein/protocol";
import { Failure, Skipped } from "./expect.ts";
import type { Account, Person } from "./people/person.ts";
import { type Claims, type HostApp, signed } from "./people/sources.ts";
import type { Name, Troupe } from "./people/troupe.ts";
import { newKey } from "./random.ts";
import type { Actor } from "./wire/actor.ts";
import type { Carrier, Ears, Way } from "./wire/carrier.ts";
import { fetched, HttpActor, type HttpAnswer, type HttpAsking } from "./wire/http.ts";
import { Link } from "./wire/link.ts";
import { type Asking, RawSocket } from "./wire/raw-socket.ts";
import { RequestCarrier } from "./wire/requests.ts";

/** A link that said a good hello. */
export type Linked = Link & { readonly welcome: Welcome };

/** What a check stands on: people, links of theirs, and the server; what it opened is closed behind it. */
export class Stage {
  readonly #open: { close(): void }[] = [];

  constructor(
    private readonly addresses: () => string,
    readonly way: Way,
    private readonly troupe: Troupe,
    /** ms after which whoever waits gives up. */
    readonly patience: number,
    /** How many addresses the server has. */
    readonly nodes: number,
    private readonly hostApp: HostApp | undefined,
  ) {}

  /** The next address of the server. */
  get url(): string {
    return this.addresses();
  }

  person(name: Name): Person {
    return this.troupe.people[name];
  }

  id(name: Name): string {
    return this.person(name).id;
  }

  /** Somebody who asks, by whatever way this is. */
  async actor(who: Name | Person): Promise<Actor> {
    if (this.way !== "http") return this.link(who);
    const { id, token } = typeof who === "string" ? this.person(who) : who;
    return new HttpActor(id, token, this.url, this.patience);
  }

  actors<const Names extends readonly Name[]>(...names: Names): Promise<{ [At in keyof Names]: Actor }> {
    return Promise.all(names.map((name) => this.actor(name))) as Promise<{ [At in keyof Names]: Actor }>;
  }

  /** A link past its hello. */
  async link(who: Name | Person, hello: { cursor?: string; token?: string; heartbeat?: number } = {}): Promise<Linked> {
    const { id, token } = typeof who === "string" ? this.person(who) : who;
    const link = await this.stranger();
    const welcome = await link.hello({ token, ...hello });
    return Object.assign(link, { id, welcome });
  }

  links<const Names extends readonly Name[]>(...names: Names): Promise<{ [At in keyof Names]: Linked }> {
    return Promise.all(names.map((name) => this.link(name))) as Promise<{ [At in keyof Names]: Linked }>;
  }

  /** A link that has said nothing. */
  async stranger(way: Way = this.way): Promise<Link> {
    const link = await Link.open((ears) => this.#carry(way, ears), this.patience);
    this.#open.push(link);
    return link;
  }

  /** An upgrade by hand. */
  async raw(asking: Omit<Asking, "patience"> = {}): ReturnType<typeof RawSocket.ask> {
    const raw = await RawSocket.ask(new URL(this.url), { patience: this.patience, ...asking });
    this.#open.push(raw);
    return raw;
  }

  /** A WebSocket by hand that said a good hello. */
  async rawHello(who: Name): Promise<RawSocket> {
    const raw = await this.raw();
    raw.text(JSON.stringify({ type: "hello", id: 1, token: this.person(who).token }));
    await raw.messages.find((text) => text.includes('"welcome"'), "welcome");
    return raw;
  }

  /** One request. @param path from the root */
  fetch(path: string, asking: HttpAsking = {}): Promise<HttpAnswer> {
    return fetched(`${this.url}${path}`, asking, this.patience);
  }

  /** One command over HTTP, its params as they are. */
  post(name: string, params: unknown, asking: HttpAsking = {}): Promise<HttpAnswer> {
    const headers = { "Content-Type": "application/json", ...asking.headers };
    return this.fetch(`${HTTP_PREFIX}${name}`, { method: "POST", body: JSON.stringify(params), ...asking, headers });
  }

  /** Somebody with no token. */
  anyone(): Actor {
    return new HttpActor("", undefined, this.url, this.patience);
  }

  /** An admin of the server; skips where none was given. */
  async admin(): Promise<Actor & { readonly person: Person }> {
    const person = this.troupe.admin;
    if (!person) throw new Skipped("needs an admin of the server: --admin-token");
    return Object.assign(await this.actor(person), { person });
  }

  /** A new person, for what is done to them; skips where none can be made. */
  fresh(name: string): Promise<Person> {
    return this.troupe.fresh(name);
  }

  /** A new person with a log-in name and a password. */
  registered(name: string): Promise<Person & { readonly account: Account }> {
    return this.troupe.registered(name);
  }

  /** The token of another device of somebody; skips where they can have none. */
  device(who: Name | Person): Promise<string> {
    return this.troupe.device(typeof who === "string" ? this.person(who) : who);
  }

  /** A token as the server's host app signs it; skips where its secret was not given. */
  signed(user: string, claims: Claims = {}): string {
    if (!this.hostApp) throw new Skipped("needs the secret of the server's host app: --host-secret");
    return signed(this.hostApp, user, claims);
  }

  /** A group of these people, made by the actor. */
  async group(maker: Actor, names: readonly Name[], more: { channel?: true } = {}): Promise<string> {
    const users = names.map((name) => this.id(name));
    const { conversation } = await maker.ask("group.create", { key: newKey(), name: "conformance", users, ...more });
    return conversation.id;
  }

  /**
   * Whatever the server told these links of what the speaker has done is there when this resolves, as far as that can be seen from
   * outside: something that the speaker says last has come to each of them. So it can be told that something else did not.
   */
  async settle(speaker: Actor, ...links: readonly Link[]): Promise<void> {
    const key = newKey();
    const { seq } = await speaker.ask("message.send", words(this.troupe.yard, "settled?", key));
    await Promise.all(links.map((link) => link.entry(this.troupe.yard, seq)));
  }

  close(): void {
    for (const one of this.#open.splice(0)) one.close();
  }

  async #carry(way: Way, ears: Ears): Promise<Carrier> {
    if (way === "sse" || way === "long-poll") return new RequestCarrier(this.addresses, way === "long-poll", ears);
    const raw = await RawSocket.ask(new URL(this.url), { patience: this.patience });
    if (raw.answer.status !== 101) throw new Failure("an upgrade to a WebSocket", 101, raw.answer);
    raw.ears = ears;
    return { send: (message) => raw.text(message), close: () => raw.close() };
  }
}

/** What `message.send` takes. */
export function words(conv: string, text: string, key = newKey()) {
  return { conv, key, kind: "text" as const, body: { text } };
}
