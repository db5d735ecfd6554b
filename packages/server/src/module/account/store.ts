import type { Storage } from "../../storage/storage.ts";
import type { Clock } from "../../kit/clock.ts";
import { Gathered } from "../../kit/gathered.ts";
import { prepare, prepareForAllIds, type Prepared } from "./prepared.ts";
import { PROFILE_COLUMNS, type ProfileRow, type UserRow } from "./profile.ts";
import { tables } from "./tables.ts";
import type { Selectable } from "kysely";
import type { Role, Tables } from "./tables.ts";

export type SessionRow = Selectable<Tables["sessions"]>;
export type InviteRow = Selectable<Tables["invites"]>;
/** A device with the role of its person. */
export type DeviceRow = Pick<
  SessionRow,
  "id" | "person" | "seen" | "ended" | "expires" | "why" | "name" | "platform"
> & {
  readonly role: Role;
};
export type PairingRow = Selectable<Tables["pairings"]>;

const userById = prepare((of: { id: string }) => tables.selectFrom("users").selectAll().where("id", "=", of.id));
const userByLogin = prepare((of: { login: string }) =>
  tables.selectFrom("users").selectAll().where("login", "=", of.login),
);
const anOwner = prepare(() => tables.selectFrom("users").select("id").where("role", "=", "owner").limit(1));
const usersAfter = prepare((of: { after: string; limit: number }) =>
  tables
    .selectFrom("users")
    .select([...PROFILE_COLUMNS, "role"])
    .where("id", ">", of.after)
    .orderBy("id")
    .limit(of.limit),
);

const devices = tables
  .selectFrom("sessions as s")
  .innerJoin("users as u", "u.id", "s.person")
  .select(["s.id", "s.person", "s.seen", "s.ended", "s.expires", "s.why", "s.name", "s.platform", "u.role"]);
const devicesByToken = prepareForAllIds((tokens) => devices.select("s.token").where("s.token", "in", tokens));
const devicesById = prepareForAllIds((ids) => devices.where("s.id", "in", ids));
const deviceNames = prepareForAllIds((ids) =>
  tables.selectFrom("sessions").select(["id", "name"]).where("id", "in", ids),
);
const devicesOf = prepare((of: { person: string; limit: number }) =>
  tables
    .selectFrom("sessions")
    .selectAll()
    .where("person", "=", of.person)
    .where("ended", "is", null)
    .orderBy("seen", "desc")
    .orderBy("id")
    .limit(of.limit),
);

const endedAt = prepare((of: { person: string; at: number }) =>
  tables.selectFrom("sessions").select("id").where("person", "=", of.person).where("ended", "=", of.at),
);
const pairingByCode = prepare((of: { code: string }) =>
  tables.selectFrom("pairings").selectAll().where("code", "=", of.code),
);
const codeOwner = prepare((of: { hash: string; now: number }) =>
  tables
    .selectFrom("codes")
    .select("person")
    .where("hash", "=", of.hash)
    .where("purpose", "=", "signin")
    .where("expires", ">", of.now),
);
const setupCode = prepare((of: { hash: string }) =>
  tables.selectFrom("codes").select("hash").where("hash", "=", of.hash).where("purpose", "=", "setup"),
);

const invites = tables.selectFrom("invites").selectAll().where("uses", ">", 0);
const inviteByCode = prepare((of: { code: string; now: number }) =>
  invites.where("code", "=", of.code).where("expires", ">", of.now),
);
const liveInvites = prepare((of: { now: number; limit: number }) =>
  invites.where("expires", ">", of.now).orderBy("created", "desc").limit(of.limit),
);

/** All that this room reads but profiles (people.ts) and searches (search.ts). */
export class Store {
  readonly #byToken: Gathered<DeviceRow>;
  readonly #byId: Gathered<DeviceRow>;

  constructor(
    private readonly storage: Pick<Storage, "query">,
    clock: Clock,
  ) {
    this.#byToken = new Gathered(clock, async (tokens) => {
      const rows = await devicesByToken(storage, tokens);
      return new Map(rows.map(({ token, ...device }) => [token, device]));
    });
    this.#byId = new Gathered(clock, async (ids) => {
      const rows = await devicesById(storage, ids);
      return new Map(rows.map((device) => [device.id, device]));
    });
  }

  user(id: string): Promise<UserRow | undefined> {
    return this.one(userById, { id });
  }

  userByLogin(login: string): Promise<UserRow | undefined> {
    return this.one(userByLogin, { login });
  }

  async hasOwner(): Promise<boolean> {
    return (await this.one(anOwner, {})) !== undefined;
  }

  usersAfter(after: string, limit: number): Promise<readonly (ProfileRow & { role: Role })[]> {
    return this.all(usersAfter, { after, limit });
  }

  /** Signed out ones too: their tokens are answered differently from unknown ones. */
  deviceByToken(token: string): Promise<DeviceRow | undefined> {
    return this.#byToken.get(token);
  }

  deviceById(id: string): Promise<DeviceRow | undefined> {
    return this.#byId.get(id);
  }

  /** Those that are signed in, the latest used first. */
  devicesOf(person: string, limit: number): Promise<readonly SessionRow[]> {
    return this.all(devicesOf, { person, limit });
  }

  /** Those that were signed out at this very moment. */
  async endedAt(person: string, at: number): Promise<readonly string[]> {
    return (await this.all(endedAt, { person, at })).map(({ id }) => id);
  }

  /** @param code its fingerprint */
  pairing(code: string): Promise<PairingRow | undefined> {
    return this.one(pairingByCode, { code });
  }

  async deviceNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await deviceNames(this.storage, ids);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Whom a one-time sign-in code would sign in. */
  async codeOwner(hash: string, now: number): Promise<string | undefined> {
    return (await this.one(codeOwner, { hash, now }))?.person ?? undefined;
  }

  async hasSetupCode(hash: string): Promise<boolean> {
    return (await this.one(setupCode, { hash })) !== undefined;
  }

  /** Only an invitation that still works. */
  invite(code: string, now: number): Promise<InviteRow | undefined> {
    return this.one(inviteByCode, { code, now });
  }

  invites(now: number, limit: number): Promise<readonly InviteRow[]> {
    return this.all(liveInvites, { now, limit });
  }

  all<Args extends object, Row>(statement: Prepared<Args, Row>, args: Args): Promise<readonly Row[]> {
    return this.storage.query<Row>(statement(args));
  }

  async one<Args extends object, Row>(statement: Prepared<Args, Row>, args: Args): Promise<Row | undefined> {
    return (await this.all(statement, args))[0];
  }
}
