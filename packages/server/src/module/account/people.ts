import type { Clock } from "../../kit/clock.ts";
import { Gathered } from "../../kit/gathered.ts";
import { Lru } from "../../kit/lru.ts";
import type { People } from "../../message/people.ts";
import type { Storage } from "../../storage/storage.ts";
import { prepare, prepareForAllIds } from "./prepared.ts";
import { PROFILE_COLUMNS, profileOf } from "./profile.ts";
import { tables } from "./tables.ts";

/** How the profile of an erased account ends: there is a name for what it said, and nobody to speak to. */
const ERASED = ',"deleted":true}';

/** Profiles kept in memory as JSON text, about 200 bytes each. */
const BOUND = 50_000;

const profilesOf = prepareForAllIds((ids) => tables.selectFrom("users").select(PROFILE_COLUMNS).where("id", "in", ids));

const changed = prepare((of: { user: string; pos: number; limit: number }) =>
  tables
    .selectFrom("users as u")
    .select("u.id")
    .where("u.pos", ">", of.pos)
    .where((row) =>
      row.exists(
        row
          .selectFrom("members as theirs")
          .innerJoin("members as mine", "mine.conv", "theirs.conv")
          .select("mine.conv")
          .whereRef("theirs.user", "=", "u.id")
          .where("mine.user", "=", of.user),
      ),
    )
    .limit(of.limit),
);

/** Who there is, for the line: profiles as they go over the wire, the latest used ones from memory. */
export class PeopleInStore implements People {
  readonly #profiles = new Lru<string, string>(BOUND);
  /** Counts changes, so that a profile read before a change is not kept after it. */
  #changes = 0;
  readonly #reads: Gathered<string>;

  constructor(
    private readonly storage: Pick<Storage, "query">,
    clock: Clock,
  ) {
    this.#reads = new Gathered(clock, (users) => this.#read(users));
  }

  async exists(user: string): Promise<boolean> {
    const [profile] = await this.profiles([user]);
    return profile !== undefined && !profile.endsWith(ERASED);
  }

  async profiles(users: Iterable<string>): Promise<readonly string[]> {
    const found: string[] = [];
    const unknown: string[] = [];
    for (const user of users) {
      const profile = this.#profiles.get(user);
      if (profile === undefined) unknown.push(user);
      else found.push(profile);
    }
    if (unknown.length > 0) found.push(...(await this.#load(unknown)));
    return found;
  }

  /** [SYNC-8] */
  async changedSince(user: string, pos: number, limit: number): Promise<readonly string[]> {
    const rows = await this.storage.query<{ id: string }>(changed({ user, pos, limit }));
    return rows.map((row) => row.id);
  }

  /** The profile was changed: this is its JSON text from now on. */
  changed(user: string, profile: string): void {
    this.#changes += 1;
    this.#profiles.set(user, profile);
  }

  /** Some were changed, and nobody knows which. */
  forgetAll(): void {
    this.#changes += 1;
    this.#profiles.clear();
  }

  /** As they are after this call; those who ask meanwhile are read together. */
  async #load(users: readonly string[]): Promise<string[]> {
    const found = await Promise.all(users.map((user) => this.#reads.get(user)));
    return found.filter((profile) => profile !== undefined);
  }

  async #read(users: readonly string[]): Promise<Map<string, string>> {
    const changes = this.#changes;
    const profiles = new Map<string, string>();
    for (const row of await profilesOf(this.storage, users)) {
      const profile = JSON.stringify(profileOf(row));
      // changed while it was read: what was told of the change is the newer one
      profiles.set(row.id, (changes !== this.#changes && this.#profiles.get(row.id)) || profile);
      if (changes === this.#changes) this.#profiles.set(row.id, profile);
    }
    return profiles;
  }
}
