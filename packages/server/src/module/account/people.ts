import { Lru } from "../../kit/lru.ts";
import type { People } from "../../message/people.ts";
import type { Storage } from "../../storage/storage.ts";
import { prepare, prepareForIds } from "./prepared.ts";
import { PROFILE_COLUMNS, profileOf, type ProfileRow } from "./profile.ts";
import { tables } from "./tables.ts";

/** How the profile of an erased account ends: there is a name for what it said, and nobody to speak to. */
const ERASED = ',"deleted":true}';

/** Profiles kept in memory as JSON text, about 200 bytes each. */
const BOUND = 50_000;

/** Statements for so many ids at once: few texts, so that each engine keeps them compiled. Largest first. */
const SIZES = [256, 32, 4, 1] as const;
const bySize = SIZES.map((size) => ({
  size,
  statement: prepareForIds(size, (_: object, ids) =>
    tables.selectFrom("users").select(PROFILE_COLUMNS).where("id", "in", ids),
  ),
}));

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

  constructor(private readonly storage: Pick<Storage, "query">) {}

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

  async #load(users: readonly string[]): Promise<string[]> {
    const changes = this.#changes;
    const reads: Promise<readonly ProfileRow[]>[] = [];
    for (let at = 0; at < users.length; ) {
      const fitting = bySize.find(({ size }) => size <= users.length - at);
      if (!fitting) throw new Error("there is a statement for one id");
      const ids = users.slice(at, at + fitting.size);
      reads.push(this.storage.query<ProfileRow>(fitting.statement({}, ids)));
      at += fitting.size;
    }
    const profiles: string[] = [];
    for (const row of (await Promise.all(reads)).flat()) {
      const profile = JSON.stringify(profileOf(row));
      // changed while it was read: what was told of the change is the newer one
      profiles.push((changes !== this.#changes && this.#profiles.get(row.id)) || profile);
      if (changes === this.#changes) this.#profiles.set(row.id, profile);
    }
    return profiles;
  }
}
