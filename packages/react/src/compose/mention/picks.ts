import { LIMITS, parseMarkup } from "@skein/protocol";
import type { Mentions } from "../../talk/mention/named-in.ts";
import type { Named } from "../../talk/mention/spans.ts";
import { type Piece, type PieceBlock, withMentions } from "../../talk/mention/with-mentions.ts";

/** A message before it was edited. */
interface Before {
  readonly text: string;
  readonly mentions?: Mentions | undefined;
}

/**
 * What a message mentions whose text may name these people; undefined where it means nobody. An edited one goes on meaning whom it meant
 * before without its text saying so: an app may have sent it like that.
 *
 * @example mentionsIn("hi @Ann", [{ name: "Ann", user: "u1" }]) // { users: ["u1"], names: ["Ann"] }
 */
export function mentionsIn(text: string, picks: readonly Named[], before?: Before): Mentions | undefined {
  const now = namedIn(text, picks);
  const shown = before ? namedIn(before.text, picks) : [];
  const { users = [], names = [], all } = before?.mentions ?? {};
  const unsaid = users.flatMap((user, at): Named[] =>
    shown.some((named) => named.user === user) ? [] : [{ user, name: names[at] ?? user }],
  );
  const people = new Map<string, string>();
  for (const { user, name } of [...now, ...unsaid]) if (user !== undefined && !people.has(user)) people.set(user, name);
  const chosen = [...people].slice(0, LIMITS.mentions);
  const everybody = now.some(isAll) || (all === true && !shown.some(isAll));
  if (chosen.length === 0 && !everybody) return undefined;
  return {
    ...(chosen.length > 0 && { users: chosen.map(([user]) => user), names: chosen.map(([, name]) => name) }),
    ...(everybody && { all: true as const }),
  };
}

function isAll({ user }: Named): boolean {
  return user === undefined;
}

/** Those whom a text names, in its order. */
function namedIn(text: string, picks: readonly Named[]): readonly Named[] {
  return withMentions(parseMarkup(text), picks).flatMap(inBlock);
}

function inBlock(block: PieceBlock): readonly Named[] {
  if (block.type === "code") return [];
  return block.type === "list"
    ? block.items.flatMap(inPieces)
    : block.type === "quote"
      ? block.children.flatMap(inBlock)
      : inPieces(block.children);
}

function inPieces(pieces: readonly Piece[]): readonly Named[] {
  return pieces.flatMap((piece) =>
    piece.type === "mention" ? [piece.named] : "children" in piece ? inPieces(piece.children) : [],
  );
}
