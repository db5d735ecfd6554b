import { AVATAR_PATH, type Contact, CLIENT_LIMITS, type Profile } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Clock } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { Keyed } from "./keyed.ts";
import type { Caller } from "./link/requests.ts";
import type { Observable } from "./observable.ts";

/** A person as this one sees them. */
export interface Person extends Profile {
  /** Their own name, where one gave them another: `name` is that one then. */
  readonly ownName?: string;
  /** What they are to oneself: a friend, blocked, called otherwise. */
  readonly contact?: Contact;
}

interface Setup {
  /** Base URL of the server. */
  readonly url: string;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  readonly changed: (person: Person) => void;
  readonly contact: (id: string) => Contact | undefined;
}

const KEPT = 10_000;
/** Those asked for within so many ms are one request. */
const GATHER = 20;
const RETRY = 1_000;

/** Whom the device knows. Profiles come along with conversations; others are fetched when somebody asks for them. */
export class People {
  private readonly known = new Keyed<Person>({ values: KEPT, handles: KEPT });
  private readonly wanted = new Set<string>();
  /** Asked for on this link, and not there. */
  private readonly absent = new Set<string>();
  /** Known, but maybe changed without our being told: asked for again when somebody looks. */
  private readonly doubted = new Set<string>();
  private gathering = false;
  private online = false;

  constructor(private readonly is: Setup) {}

  /**
   * A person; undefined until known. Unknown ones are fetched, many in one request.
   *
   * @example const bob = client.people.person("bob").get()?.name
   */
  readonly person = (id: string): Observable<Person | undefined> => {
    if (this.lacks(id)) this.want(id);
    return this.known.of(id);
  };

  /**
   * Where a picture is: `avatar` of a person, or of a group's settings. What is there never changes, so a browser asks once.
   *
   * @param size pixels of the longer edge
   * @example img.src = client.people.picture(person.avatar, 128)
   */
  readonly picture = (avatar: string, size: 64 | 128 | 512): string =>
    `${this.is.url.replace(/\/+$/, "")}${AVATAR_PATH}${avatar}?size=${size}`;

  /**
   * People whose name or log-in name holds the words. Needs the link.
   *
   * @throws SkeinError
   */
  readonly search = async (query: string): Promise<Person[]> => {
    const { users } = await this.is.caller.call("user.search", { query });
    return users.map((user) => this.seen(user));
  };

  /** Takes profiles as the server told them. */
  learn(users: readonly Profile[]): void {
    for (const user of users) {
      this.doubted.delete(user.id);
      this.set(this.seen(user));
    }
  }

  /** They are something else to oneself now. */
  renew(id: string): void {
    const old = this.known.get(id);
    if (!old) return;
    const { ownName = old.name, contact: _, ...rest } = old;
    this.set(this.seen({ ...rest, name: ownName }));
  }

  private set(person: Person): void {
    const old = this.known.get(person.id);
    if (old && same(old, person)) return;
    this.known.set(person.id, person);
    this.is.changed(person);
  }

  private seen(profile: Profile): Person {
    const contact = this.is.contact(profile.id);
    const remark = contact?.remark;
    return {
      ...profile,
      ...(remark !== undefined && { name: remark, ownName: profile.name }),
      ...(contact && { contact }),
    };
  }

  /** Takes the people that an answer names, whatever was asked: before the frames behind it, which may tell of a change. */
  answered(result: unknown): void {
    const users = typeof result === "object" && result !== null && "users" in result ? result.users : undefined;
    if (Array.isArray(users)) this.learn(users.filter(isProfile));
  }

  /** Takes back what was stored. */
  load(users: readonly Person[]): void {
    for (const user of users) this.known.set(user.id, user);
    this.doubt();
  }

  /**
   * Changes may have passed us by: a server tells them to those who share a conversation, and a list does not tell them at all.
   * Whoever is looked at is fetched again; until then what is known is shown.
   */
  doubt(ids: Iterable<string> = this.known.keys()): void {
    for (const id of ids) {
      if (!this.known.get(id)) continue;
      this.doubted.add(id);
      if (this.known.watched(id)) this.want(id);
    }
  }

  all(): IterableIterator<Person> {
    return this.known.all();
  }

  resume(): void {
    this.online = true;
    this.absent.clear();
    this.gather();
  }

  pause(): void {
    this.online = false;
  }

  private lacks(id: string): boolean {
    return !this.known.get(id) || this.doubted.has(id);
  }

  private want(id: string): void {
    if (this.absent.has(id) || this.wanted.size >= KEPT) return;
    this.wanted.add(id);
    this.gather();
  }

  private gather(): void {
    if (!this.online || this.gathering || this.wanted.size === 0) return;
    this.gathering = true;
    this.is.clock.after(GATHER, () => this.is.background(() => this.fetch()));
  }

  private async fetch(): Promise<void> {
    const ids = [...this.wanted].slice(0, CLIENT_LIMITS.usersPerCall);
    for (const id of ids) this.wanted.delete(id);
    const unknown = ids.filter((id) => this.lacks(id));
    try {
      if (unknown.length > 0) {
        await this.is.caller.call("user.get", { ids: unknown });
        this.missed(unknown.filter((id) => this.lacks(id)));
      }
      this.gathering = false;
      this.gather();
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      if (error.retry === "never") this.missed(unknown);
      else for (const id of unknown) this.wanted.add(id);
      this.is.clock.after(error.after ?? RETRY, () => {
        this.gathering = false;
        this.gather();
      });
    }
  }

  private missed(ids: readonly string[]): void {
    if (this.absent.size > KEPT) this.absent.clear();
    for (const id of ids) {
      this.absent.add(id);
      this.doubted.delete(id);
    }
  }
}

/** Lists of people with more than their profile are of another shape. */
function isProfile(user: unknown): user is Profile {
  return typeof user === "object" && user !== null && "id" in user && "name" in user;
}

/** Field by field: none of them is made anew where nothing changed. */
function same(a: Person, b: Person): boolean {
  return Object.keys({ ...a, ...b }).every((field) => a[field as keyof Person] === b[field as keyof Person]);
}
