import { selfId } from "@skein/protocol";
import type { Bodies, Kind } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { POS, type Draft, type Statement } from "../../storage/storage.ts";
import { againOnConflict } from "../../kit/again.ts";
import { imitatesNobody, indexName } from "./name.ts";
import type { Parts } from "./parts.ts";
import { mustChange, prepare } from "./prepared.ts";
import { profileOf, type UserRow } from "./profile.ts";
import { tables } from "./tables.ts";
import { tell } from "./tell.ts";

const updateProfile = prepare(
  (
    user: Pick<
      UserRow,
      "id" | "name" | "folded" | "pinyin" | "spelled" | "skeleton" | "color" | "avatar" | "about" | "claim"
    > & {
      was: number;
    },
  ) =>
    tables
      .updateTable("users")
      .set({
        name: user.name,
        folded: user.folded,
        pinyin: user.pinyin,
        spelled: user.spelled,
        skeleton: user.skeleton,
        color: user.color,
        avatar: user.avatar,
        about: user.about,
        claim: user.claim,
        pos: POS,
      })
      .where("id", "=", user.id)
      .where("pos", "=", user.was),
);
/** What changes of a profile; `claim` is the name as the host app told it. */
export type ProfileChange = Partial<Pick<UserRow, "name" | "color" | "avatar" | "about" | "claim">>;

/**
 * Writes the change, tells the person's own devices by their self log, and all acquaintances that are here. [PROF-1]
 *
 * @param also what is written in one with it
 */
export function changeProfile(
  parts: Parts,
  user: string,
  change: ProfileChange,
  also: readonly Statement[] = [],
): Promise<UserRow> {
  return againOnConflict(() => writeChange(parts, user, change, also));
}

async function writeChange(
  parts: Parts,
  user: string,
  change: ProfileChange,
  also: readonly Statement[],
): Promise<UserRow> {
  const before = await parts.store.user(user);
  if (!before) throw new Refusal("not_found");
  const name = change.name ?? before.name;
  const row = { ...before, ...change, ...indexName(name) };
  const changed = mustChange(updateProfile({ ...row, was: before.pos }), "conflict");
  // what the host app calls somebody is who they are
  const guarded = name !== before.name && change.claim === undefined;
  await parts.commit.submit({
    rows: [...(guarded ? imitatesNobody(user, name) : []), changed, ...also],
    entries: [selfEntry(user, "self.profile", { profile: profileOf(row) })],
    tell: tell(["profile", profileOf(row)]),
  });
  return row;
}

/** An entry for the person's own devices. */
export function selfEntry<K extends Kind>(user: string, kind: K, body: Bodies[K]): Draft {
  return { conv: selfId(user), from: user, kind, countable: false, body: JSON.stringify(body), byMember: false };
}
