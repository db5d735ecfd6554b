import {
  CLOSE,
  type CommandName,
  conversationKind,
  directId,
  directPeer,
  type Entry,
  type Me,
  type Params,
  type Profile,
  type Bodies,
  type Contact,
  type Kind,
  type Result,
  selfId,
  type ServerFrame,
  type Summary,
} from "@skein/protocol";
import type { Transport } from "../src/index.ts";
import { type Heard, PeerLink } from "./peer-link.ts";
import { Refusal, wire } from "./refusal.ts";
import type { VirtualClock } from "./virtual-clock.ts";

interface Place {
  role: "owner" | "admin" | "member";
  read: number;
  delivered: number;
  moved: number;
}

interface Log {
  id: string;
  name: string | undefined;
  members: Map<string, Place>;
  entries: (Entry & { pos: number })[];
}

type Handlers = { [N in CommandName]?: (user: string, params: Params<N>, link: PeerLink) => Result<N> };

/** A small server in memory that speaks the wire, for tests of the client. */
export class Peer {
  readonly links: PeerLink[] = [];
  readonly logs = new Map<string, Log>();
  readonly people = new Map<string, Profile>();
  /** What others are to a person. */
  readonly contacts = new Map<string, Contact[]>();
  /** Set to answer a command otherwise: throw a Refusal, or return "silence". */
  intercept: (name: string, params: unknown, user: string) => "silence" | undefined = () => undefined;
  /** A token that is refused. */
  refused = new Map<string, number>();
  /** Whether a dial is answered at all. */
  reachable = true;
  /** A dial gets no answer at all. */
  silent = false;
  resetReason: "too_far" | "other_store" | undefined;
  latency = 10;
  /** Whether it asks silent links for a sign of life. */
  pings = true;
  dials = 0;
  private pos = 0;

  constructor(readonly clock: VirtualClock) {}

  /** The tokens are the user ids. */
  readonly transport: Transport = (_url, events) => {
    this.dials += 1;
    const link = new PeerLink(events, this.clock, this.latency);
    this.links.push(link);
    this.clock.after(this.latency, () => {
      if (this.silent) return;
      if (this.reachable) events.opened();
      else link.cut();
    });
    return {
      send: (message) => {
        for (const line of message.split("\n")) {
          this.clock.after(this.latency, () => {
            if (link.open) this.frame(link, JSON.parse(line) as Heard);
          });
        }
      },
      close: () => {
        link.open = false;
      },
    };
  };

  /** The newest link of a person that is still up. */
  link(user: string): PeerLink {
    const link = this.links.findLast((one) => one.user === user && one.open);
    if (!link) throw new Error(`${user} has no link`);
    return link;
  }

  /** Everything that a person's links were asked, by command. */
  asked<N extends CommandName>(user: string, name: N): Params<N>[] {
    return this.links
      .filter((link) => link.user === user)
      .flatMap((link) => link.heard)
      .filter((frame) => frame.type === name)
      .map((frame) => frame.params as Params<N>);
  }

  person(id: string): void {
    this.people.set(id, { id, name: id.toUpperCase(), color: 1 });
    this.logs.set(selfId(id), { id: selfId(id), name: undefined, members: this.places([id]), entries: [] });
  }

  group(id: string, name: string, users: string[]): void {
    this.logs.set(id, { id, name, members: this.places(users), entries: [] });
    for (const [index, place] of [...(this.logs.get(id)?.members.values() ?? [])].entries()) {
      if (index === 0) place.role = "owner";
    }
    this.append(id, { from: users[0] ?? "", kind: "group.created", body: { name, users } });
    for (const user of users) this.append(selfId(user), { from: user, kind: "self.joined", body: { conv: id } });
  }

  direct(a: string, b: string): Log {
    const id = directId(a, b);
    const known = this.logs.get(id);
    if (known) return known;
    const log: Log = { id, name: undefined, members: this.places([...new Set([a, b])]), entries: [] };
    this.logs.set(id, log);
    return log;
  }

  /** Says something as another device would. */
  say(user: string, conv: string, text: string, key = `key-${this.pos}-${user}`): Entry {
    if (conversationKind(conv) === "direct") this.direct(user, directPeer(conv, user) ?? user);
    return this.append(conv, { from: user, kind: "text", body: { text }, key });
  }

  /** Writes into a person's self log, as the server does. */
  tell<K extends Kind>(user: string, kind: K, body: Bodies[K]): void {
    this.append(selfId(user), { from: user, kind, body });
  }

  add(conv: string, by: string, user: string): void {
    const log = this.log(conv);
    log.members.set(user, { role: "member", read: 0, delivered: 0, moved: this.pos + 1 });
    this.append(conv, { from: by, kind: "member.added", body: { users: [user] } });
    this.append(selfId(user), { from: by, kind: "self.joined", body: { conv } });
  }

  remove(conv: string, by: string, user: string): void {
    this.append(conv, { from: by, kind: "member.removed", body: { user } });
    this.log(conv).members.delete(user);
    this.append(selfId(user), { from: by, kind: "self.left", body: { conv, reason: "removed" } });
  }

  /** Moves marks as another device of the user would. */
  mark(user: string, conv: string, to: { read?: number; delivered?: number }): void {
    const log = this.log(conv);
    const place = this.place(conv, user);
    place.read = Math.min(log.entries.length, Math.max(place.read, to.read ?? 0));
    place.delivered = Math.min(log.entries.length, Math.max(place.delivered, to.delivered ?? 0, place.read));
    this.pos += 1;
    place.moved = this.pos;
    for (const member of log.members.keys()) {
      const { read, delivered } = place;
      const own = member === user ? { readCount: this.count(log, read) } : {};
      const data = { conv, user, read, delivered, ...own, cursor: String(this.pos) };
      this.push(member, { type: "event", name: "mark", data });
    }
  }

  push(user: string, frame: ServerFrame): void {
    for (const link of this.links) if (link.open && link.user === user) link.send(frame);
  }

  summary(id: string, user: string): Summary {
    const log = this.log(id);
    const place = this.place(id, user);
    const kind = conversationKind(id) ?? "group";
    const last = log.entries.at(-1);
    const count = last?.count ?? 0;
    const readCount = this.count(log, place.read);
    const peer = directPeer(id, user);
    return {
      id,
      kind,
      ...(log.name !== undefined && { name: log.name, role: place.role }),
      ...(peer !== undefined && { peer }),
      members: log.members.size,
      head: log.entries.length,
      at: last?.at ?? this.clock.now(),
      count,
      read: place.read,
      readCount,
      delivered: place.delivered,
      unread: count - readCount,
      ...(last && { last: bare(last) }),
      marks: [...log.members].flatMap(([other, { read, delivered }]) =>
        other === user ? [] : [{ user: other, read, delivered }],
      ),
    };
  }

  private places(users: string[]): Map<string, Place> {
    return new Map(users.map((user) => [user, { role: "member", read: 0, delivered: 0, moved: this.pos + 1 }]));
  }

  private log(id: string): Log {
    const log = this.logs.get(id);
    if (!log) throw new Refusal("not_found");
    return log;
  }

  private place(id: string, user: string): Place {
    const place = this.log(id).members.get(user);
    if (!place) throw new Refusal("not_found");
    return place;
  }

  private count(log: Log, seq: number): number {
    return log.entries[seq - 1]?.count ?? 0;
  }

  private append(conv: string, draft: Pick<Entry, "from" | "kind" | "body"> & { key?: string }): Entry {
    const log = this.log(conv);
    this.pos += 1;
    const count = (log.entries.at(-1)?.count ?? 0) + (draft.kind === "text" ? 1 : 0);
    const entry = {
      conv,
      seq: log.entries.length + 1,
      at: this.clock.now(),
      count,
      ...draft,
      pos: this.pos,
    } as Entry & { pos: number };
    log.entries.push(entry);
    const place = log.members.get(draft.from);
    if (place) Object.assign(place, { read: entry.seq, delivered: entry.seq });
    for (const user of log.members.keys()) this.push(user, { type: "entry", ...bare(entry), cursor: String(this.pos) });
    return bare(entry);
  }

  private frame(link: PeerLink, frame: Heard): void {
    link.heard.push(frame);
    if (frame.type === "hello") this.hello(link, frame);
    else if (frame.type === "ping") link.send({ type: "pong" });
    else if (frame.type !== "pong") this.request(link, frame);
  }

  private hello(link: PeerLink, hello: Heard): void {
    const user = hello.token ?? "";
    const refused = this.refused.get(user);
    if (refused !== undefined) {
      const name = refused === CLOSE.revoked.code ? "token_revoked" : "unauthenticated";
      link.send({ type: "error", id: hello.id, name, ...wire(name) });
      this.clock.after(this.latency, () => link.cut(refused));
      return;
    }
    link.user = user;
    const reason = this.resetReason ?? (hello.cursor === undefined ? "no_cursor" : undefined);
    const cursor = String(this.pos);
    link.send({
      type: "welcome",
      id: hello.id,
      session: "s1",
      user,
      cursor,
      now: this.clock.now(),
      heartbeat: { interval: hello.heartbeat ?? 25_000, timeout: 10_000 },
      resume: reason ? "reset" : "delta",
      ...(reason && { reason }),
    });
    if (reason === undefined) this.delta(link, user, Number(hello.cursor));
    this.ping(link);
  }

  private ping(link: PeerLink): void {
    this.clock.after(25_000, () => {
      if (!link.open) return;
      if (this.pings) link.send({ type: "ping" });
      this.ping(link);
    });
  }

  private delta(link: PeerLink, user: string, since: number): void {
    link.send({ type: "delta", ...this.changes(user, since) });
  }

  private changes(user: string, since: number): Omit<Result<"sync.changes">, "resume" | "reason"> {
    const conversations: Summary[] = [];
    for (const log of this.logs.values()) {
      const own = log.members.get(user);
      if (!own) continue;
      const entries = log.entries.filter(({ pos }) => pos > since).slice(-50);
      const moved = [...log.members.values()].some((place) => place.moved > since);
      if (entries.length > 0 || moved)
        conversations.push({ ...this.summary(log.id, user), entries: entries.map(bare) });
    }
    return { conversations, users: [...this.people.values()], cursor: String(this.pos) };
  }

  private request(link: PeerLink, { type, id, params }: Heard): void {
    const user = link.user ?? "";
    try {
      if (this.intercept(type, params, user) === "silence") return;
      const handler = this.commands[type as CommandName] as
        | ((user: string, params: unknown, link: PeerLink) => unknown)
        | undefined;
      if (!handler) throw new Refusal("unknown_command");
      link.send({ type: "ok", id, result: handler(user, params, link) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const after = error.after === undefined ? {} : { after: error.after };
      link.send({ type: "error", id, name: error.row, ...wire(error.row), ...after });
    }
  }

  private me(user: string): Me {
    const profile = this.people.get(user);
    if (!profile) throw new Refusal("not_found");
    return { profile, role: "member", settings: {} };
  }

  private opened(id: string, user: string): { conversation: Summary; users: Profile[] } {
    const users = [...this.log(id).members.keys()].flatMap((member) => this.people.get(member) ?? []);
    return { conversation: this.summary(id, user), users };
  }

  private readonly commands: Handlers = {
    "account.get": (user) => this.me(user),
    "account.signout": () => ({}),
    "user.get": (_user, { ids }) => ({ users: ids.flatMap((id) => this.people.get(id) ?? []) }),
    "user.search": (_user, { query }) => ({ users: [...this.people.values()].filter(({ id }) => id.includes(query)) }),
    "conversation.list": (user, { after, limit = 50 }) => {
      const all = [...this.logs.values()]
        .filter((log) => conversationKind(log.id) !== "self" && log.members.has(user))
        .toSorted((a, b) => (b.entries.at(-1)?.pos ?? 0) - (a.entries.at(-1)?.pos ?? 0));
      const from = Number(after ?? 0);
      const page = all.slice(from, from + limit);
      const next = from + limit < all.length ? { next: String(from + limit) } : {};
      return { conversations: page.map(({ id }) => this.summary(id, user)), users: [...this.people.values()], ...next };
    },
    "conversation.get": (user, { conv }) => this.opened(conv, user),
    "conversation.open": (user, params) => {
      if (!this.people.has(params.user)) throw new Refusal("not_found");
      return this.opened(this.direct(user, params.user).id, user);
    },
    "conversation.mark": (user, { marks }) => {
      for (const { conv } of marks) this.place(conv, user);
      for (const { conv, ...to } of marks) this.mark(user, conv, to);
      return {};
    },
    "conversation.typing": (user, data) => {
      const others = [...this.log(data.conv).members.keys()].filter((member) => member !== user);
      for (const other of others) this.push(other, { type: "event", name: "typing", data: { user, ...data } });
      return {};
    },
    "conversation.members": (_user, { conv }) => ({
      members: [...this.log(conv).members].map(([user, { role, read, delivered }]) => ({
        user,
        role,
        read,
        delivered,
      })),
      users: [],
    }),
    "message.send": (user, { conv, key, body }) => {
      if (conversationKind(conv) === "direct") this.direct(user, directPeer(conv, user) ?? user);
      this.place(conv, user);
      const known = this.log(conv).entries.find((entry) => entry.from === user && entry.key === key);
      const { seq, at, count } = known ?? this.append(conv, { from: user, kind: "text", body, key });
      return { seq, at, count };
    },
    "message.list": (user, { conv, before, after, limit = 50 }) => {
      this.place(conv, user);
      const { entries } = this.log(conv);
      const end = before === undefined ? entries.length : Math.max(0, before - 1);
      const page =
        after === undefined ? entries.slice(Math.max(0, end - limit), end) : entries.slice(after, after + limit);
      return { entries: page.map(bare), head: entries.length };
    },
    "group.create": (user, { name, users }) => {
      const id = `g:${name}`;
      if (!this.logs.has(id)) this.group(id, name, [user, ...users]);
      return this.opened(id, user);
    },
    "group.leave": (user, { conv }) => {
      this.remove(conv, user, user);
      return {};
    },
    "contact.list": (user, { after = "", limit = 200 }) => {
      const all = [...(this.contacts.get(user) ?? [])].filter((contact) => contact.user > after);
      const contacts = all.toSorted((a, b) => (a.user < b.user ? -1 : 1)).slice(0, limit);
      const next = all.length > limit ? contacts.at(-1)?.user : undefined;
      const users = contacts.flatMap((contact) => this.people.get(contact.user) ?? []);
      return { contacts, users, ...(next !== undefined && { next }) };
    },
    "contact.requests": () => ({ incoming: [], outgoing: [], users: [] }),
    "sync.changes": (user, { cursor }) =>
      cursor === undefined
        ? { resume: "reset", reason: "no_cursor", conversations: [], users: [], cursor: String(this.pos) }
        : { resume: "delta", ...this.changes(user, Number(cursor)) },
    "presence.watch": (_user, { users }) => ({
      presence: users.map((user) => ({ user, online: this.links.some((l) => l.open && l.user === user) })),
    }),
  };
}

function bare({ pos: _pos, ...entry }: Entry & { pos: number }): Entry {
  return entry;
}
