import type { Me, Profile, Settings } from "@skein/protocol/schema";
import { AVATAR_COLORS } from "@skein/protocol";
import type { Selectable } from "kysely";
import type { Tables } from "./tables.ts";

export type UserRow = Selectable<Tables["users"]>;

/** What a profile is made of. */
export const PROFILE_COLUMNS = ["id", "name", "color", "avatar", "about", "login", "pinyin", "deleted"] as const;
export type ProfileRow = Pick<UserRow, (typeof PROFILE_COLUMNS)[number]>;

/** What anyone who may see the person sees of them. */
export function profileOf({ id, name, color, avatar, about, login, pinyin, deleted }: ProfileRow): Profile {
  return {
    id,
    name,
    color,
    ...(avatar === null ? {} : { avatar }),
    ...(about === null ? {} : { about }),
    ...(login === null ? {} : { login }),
    ...(pinyin ? { pinyin } : {}),
    ...(deleted === null ? {} : { deleted: true as const }),
  };
}

/** What the person sees of themselves. */
export function meOf(row: UserRow): Me {
  const password = mayHavePassword(row) ? { password: row.password !== null } : {};
  return { profile: profileOf(row), role: row.role, settings: JSON.parse(row.settings) as Settings, ...password };
}

/** The host app signs its people in, and without a log-in name a password opens nothing. [ACCT-8] */
export function mayHavePassword({ origin, login }: Pick<UserRow, "origin" | "login">): boolean {
  return origin === "local" && login !== null;
}

/** The avatar colour of somebody who has not chosen one: always the same for an id, spread evenly over ids. */
export function firstColor(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % AVATAR_COLORS;
}
