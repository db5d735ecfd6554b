import { selfId } from "@skein/protocol";
import { newId, type RandomBytes } from "../../kit/id.ts";
import { POS, type Statement } from "../../storage/storage.ts";
import { imitatesNobody, indexName } from "./name.ts";
import { prepare } from "./prepared.ts";
import { firstColor, type UserRow } from "./profile.ts";
import { tables, type Role } from "./tables.ts";

const insertUser = prepare(
  (
    user: Omit<
      UserRow,
      "pos" | "seen" | "avatar" | "about" | "barred" | "banned" | "banned_words" | "settings" | "deleted"
    >,
  ) =>
    tables.insertInto("users").values({
      id: user.id,
      login: user.login,
      password: user.password,
      origin: user.origin,
      role: user.role,
      name: user.name,
      color: user.color,
      avatar: null,
      about: null,
      settings: "{}",
      folded: user.folded,
      pinyin: user.pinyin,
      spelled: user.spelled,
      skeleton: user.skeleton,
      deleted: null,
      claim: user.claim,
      barred: 0,
      banned: null,
      banned_words: null,
      seen: null,
      created: user.created,
      pos: POS,
    }),
);
const insertSelf = prepare((self: { id: string; created: number }) =>
  tables.insertInto("conversations").values({ id: self.id, kind: "self", size: 1, created: self.created }),
);
const insertSelfMember = prepare((self: { id: string; user: string }) =>
  tables
    .insertInto("members")
    .columns(["conv", "user", "role"])
    .expression((row) =>
      row
        .selectFrom("conversations")
        .select((of) => ["num", of.val(self.user).as("user"), of.val("member").as("role")])
        .where("id", "=", self.id),
    ),
);

/** A person to be made. Whoever an operator or the host app brings is who they say; others may not imitate anybody. */
export interface NewPerson {
  /** Chosen by the host app; made here when absent. */
  readonly id?: string;
  readonly name: string;
  readonly login?: string;
  /** argon2id. */
  readonly password?: string;
  readonly role: Role;
  readonly origin: "local" | "host";
  /** The name as the host app told it. */
  readonly claim?: string;
  readonly mayImitate?: boolean;
}

/** Makes a person with their self log. A login or an id that is taken fails the write as `conflict`. [CONV-3] [ACCT-7] */
export function createPerson(
  person: NewPerson,
  random: RandomBytes,
  now: number,
): { id: string; rows: readonly Statement[] } {
  const id = person.id ?? `u${newId(random)}`;
  const self = selfId(id);
  const user = insertUser({
    id,
    name: person.name,
    ...indexName(person.name),
    color: firstColor(id),
    login: person.login ?? null,
    password: person.password ?? null,
    role: person.role,
    origin: person.origin,
    claim: person.claim ?? null,
    created: now,
  });
  const own = [user, insertSelf({ id: self, created: now }), insertSelfMember({ id: self, user: id })];
  return { id, rows: person.mayImitate ? own : [...imitatesNobody(id, person.name), ...own] };
}
