import { nameSkeleton } from "@skein/protocol";
import { pinyin } from "pinyin-pro";
import { turnOf } from "../../kit/turn.ts";
import type { Statement } from "../../storage/storage.ts";
import { prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

/** Syllables by which a name is found; who has more of them is found by the first. */
const SPELLED = 16;

/** What is kept of a name besides itself, to find it by and to compare it. */
export interface NameIndex {
  /** The name as it is searched. */
  readonly folded: string;
  /** How its Chinese characters are said, syllables with a space between; empty where it has none. */
  readonly pinyin: string;
  /** What people may type for that: from each syllable on, in full and as initials, each with a space before it. */
  readonly spelled: string;
  /** How it looks. */
  readonly skeleton: string;
}

/** A name or a query as they are compared: width and case do not count, runs of spaces are one. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** @example indexName("张伟") gives pinyin "zhang wei" and spelled " zhangwei wei zw w" */
export function indexName(name: string): NameIndex {
  const syllables = syllablesOf(name);
  const from = syllables.slice(0, SPELLED).map((_, at) => syllables.slice(at, SPELLED));
  const spelled = [...from.map((some) => some.join("")), ...from.map((some) => some.map((each) => each[0]).join(""))];
  return {
    folded: fold(name),
    pinyin: syllables.join(" "),
    spelled: spelled.map((each) => ` ${each}`).join(""),
    skeleton: nameSkeleton(name),
  };
}

/** How the Chinese characters of a name are said; a family name as family names are. Empty where it has none. */
export function pinyinOf(name: string): string {
  return syllablesOf(name).join(" ");
}

function syllablesOf(name: string): string[] {
  if (!/\p{Script=Han}/u.test(name)) return [];
  const said = pinyin(name, { type: "array", toneType: "none", nonZh: "removed", surname: "head", v: true });
  return said.map((syllable) => syllable.toLowerCase()).filter((syllable) => /^[a-z]+$/.test(syllable));
}

const alike = prepare((of: { id: string; skeleton: string; folded: string }) =>
  tables
    .updateTable("users")
    .set((row) => ({ skeleton: row.ref("skeleton") }))
    .where("skeleton", "=", of.skeleton)
    .where("folded", "<>", of.folded)
    .where("id", "<>", of.id),
);

const takeTurn = prepare((of: { turn: number }) =>
  tables
    .insertInto("name_turns")
    .values({ turn: of.turn })
    .onConflict((conflict) => conflict.column("turn").doUpdateSet((row) => ({ turn: row.ref("excluded.turn") }))),
);

/**
 * Nobody else's name looks like this one with other letters: a write that it stands in fails with `name_imitates` otherwise. The
 * same letters are no imitation, as people may share a name. [NAME-3]
 */
export function imitatesNobody(id: string, name: string): readonly Statement[] {
  const { skeleton, folded } = indexName(name);
  return [
    takeTurn({ turn: turnOf(skeleton) }),
    { ...alike({ id, skeleton, folded }), expect: { changes: 0, error: "name_imitates" } },
  ];
}
