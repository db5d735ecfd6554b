import { Skipped } from "../expect.ts";
import { newKey } from "../random.ts";
import type { Actor } from "../wire/actor.ts";
import type { Account, Person, Source, Sources } from "./person.ts";

/** Gives an actor who asks by requests. */
export type Asker = (person?: Person) => Actor;

const NAMES = ["ann", "bob", "cleo", "dan", "eve"] as const;
/** Who acts in most checks: Ann, Bob, Cleo and Dan know each other, Eve knows nobody. */
export type Name = (typeof NAMES)[number];
/** Who is in the yard. */
const KNOWN = ["bob", "cleo", "dan"] as const;

/** All who act, and what they leave behind. */
export class Troupe {
  readonly #made: Person[] = [];

  private constructor(
    private readonly sources: Sources,
    private readonly asker: Asker,
    readonly people: Readonly<Record<Name, Person>>,
    /** A group of all but Eve, where nothing is looked at: what is said there last tells that all else was told. */
    readonly yard: string,
    readonly admin: Person | undefined,
  ) {}

  static async gather(sources: Sources, asker: Asker, admin: Person | undefined): Promise<Troupe> {
    const source = sources.actors;
    if (source.bound < NAMES.length) {
      throw new Skipped(`needs ${NAMES.length} people; ${source.bound} were given by --token`);
    }
    const people = await Promise.all(NAMES.map((name) => source.person(name)));
    const cast = Object.fromEntries(NAMES.map((name, at) => [name, people[at]])) as Record<Name, Person>;
    // whom a host app brings exists from the first time they ask
    await Promise.all(people.map((person) => asker(person).ask("account.get", {})));
    const users = KNOWN.map((name) => cast[name].id);
    const made = await asker(cast.ann).ask("group.create", { key: newKey(), name: "conformance yard", users });
    const troupe = new Troupe(sources, asker, cast, made.conversation.id, admin);
    troupe.#made.push(...people);
    return troupe;
  }

  /** Somebody new; skips where there can be nobody. */
  fresh(name: string): Promise<Person> {
    const { actors, registrar } = this.sources;
    const source = Number.isFinite(actors.bound) ? registrar : actors;
    if (!source) throw new Skipped("needs new people: open registration, --invite, --admin-token or --host-secret");
    return this.#make(source, name);
  }

  /** Somebody new with a password; skips where there can be nobody. */
  async registered(name: string): Promise<Person & { readonly account: Account }> {
    const { registrar } = this.sources;
    const { account, ...person } = registrar ? await this.#make(registrar, name) : ({ id: "", token: "" } as Person);
    if (!account) throw new Skipped("needs people who register: open registration, --invite or --admin-token");
    return { ...person, account };
  }

  /** The token of another device of somebody; skips where they can have none. */
  async device(person: Person): Promise<string> {
    const { actors, registrar } = this.sources;
    const token = await (person.account ? registrar : actors)?.device(person);
    if (token === undefined) throw new Skipped("needs people who can sign in again: not those given by --token");
    return token;
  }

  /** Goes away as far as the protocol lets: groups are left, accounts erased. Returns what stays, in words. */
  async leave(): Promise<string[]> {
    const stays: string[] = [];
    // whoever owns a group with others in it cannot go before these, or ends it first
    for (const person of this.#made.toReversed()) {
      try {
        if (!(await this.#erase(person))) stays.push(person.id);
      } catch {
        // signed out, banned or gone by a check: nothing can be done as them any more
        if (!person.account) stays.push(person.id);
      }
    }
    return stays;
  }

  async #make(source: Source, name: string): Promise<Person> {
    const person = await source.person(name);
    this.#made.push(person);
    // whom a host app brings exists from the first time they ask
    await this.asker(person).ask("account.get", {});
    return person;
  }

  async #erase(person: Person): Promise<boolean> {
    const actor = this.asker(person);
    const { account } = person;
    const erase = () => actor.request("account.erase", { password: account?.password ?? "" });
    if (account && (await erase()).type === "ok") return true;
    await leaveGroups(actor);
    return account !== undefined && (await erase()).type === "ok";
  }
}

async function leaveGroups(actor: Actor): Promise<void> {
  let after: string | undefined;
  do {
    const page = await actor.ask("conversation.list", { limit: 500, ...(after !== undefined && { after }) });
    for (const { id: conv, kind, role, settings } of page.conversations) {
      if (kind !== "group") continue;
      if (role === "owner" && settings?.dissolved === undefined) await actor.request("group.dissolve", { conv });
      await actor.request("group.leave", { conv });
    }
    after = page.next;
  } while (after !== undefined);
}
