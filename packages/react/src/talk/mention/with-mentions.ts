import type { Block, Inline } from "@skein/protocol";
import { type Named, NamesInText } from "./spans.ts";

/** What a text is made of where it may name people. */
export type Piece =
  | Exclude<Inline, { readonly children: readonly Inline[] }>
  | { readonly type: "bold" | "italic" | "struck"; readonly children: readonly Piece[] }
  | (Omit<Extract<Inline, { readonly type: "link" }>, "children"> & { readonly children: readonly Piece[] })
  | { readonly type: "mention"; readonly text: string; readonly named: Named };

/** A block whose text may name people. */
export type PieceBlock =
  | Exclude<Block, { readonly type: "paragraph" | "quote" | "list" }>
  | { readonly type: "paragraph"; readonly children: readonly Piece[] }
  | { readonly type: "quote"; readonly children: readonly PieceBlock[] }
  | (Omit<Extract<Block, { readonly type: "list" }>, "items"> & { readonly items: readonly (readonly Piece[])[] });

/** Cuts names out of the words of a text. What stands in code or in a link names nobody. */
export function withMentions(blocks: readonly Block[], named: readonly Named[]): readonly PieceBlock[] {
  if (named.length === 0) return blocks;
  const names = new NamesInText(named);
  const inPieces = (nodes: readonly Inline[]): Piece[] =>
    nodes.flatMap((node): Piece[] => {
      if (node.type === "text") return cut(node.text, names);
      return "children" in node && node.type !== "link" ? [{ ...node, children: inPieces(node.children) }] : [node];
    });
  const inBlock = (block: Block): PieceBlock => {
    if (block.type === "paragraph") return { ...block, children: inPieces(block.children) };
    if (block.type === "quote") return { ...block, children: block.children.map(inBlock) };
    return block.type === "list" ? { ...block, items: block.items.map(inPieces) } : block;
  };
  return blocks.map(inBlock);
}

function cut(text: string, names: NamesInText): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { from, to, named } of names.in(text)) {
    if (from > done) pieces.push({ type: "text", text: text.slice(done, from) });
    pieces.push({ type: "mention", text: text.slice(from, to), named });
    done = to;
  }
  if (done < text.length) pieces.push({ type: "text", text: text.slice(done) });
  return pieces;
}
