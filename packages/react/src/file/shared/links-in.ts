import { type Block, type Inline, parseMarkup } from "@skein/protocol";

/** Addresses that a text leads to, each once. */
export function linksIn(text: string): string[] {
  return [...new Set(parseMarkup(text).flatMap(inBlock))];
}

function inBlock(block: Block): string[] {
  switch (block.type) {
    case "code":
      return [];
    case "quote":
      return block.children.flatMap(inBlock);
    case "list":
      return block.items.flatMap((item) => item.flatMap(inInline));
    case "paragraph":
      return block.children.flatMap(inInline);
  }
}

function inInline(inline: Inline): string[] {
  if (inline.type === "link") return [inline.href];
  return "children" in inline ? inline.children.flatMap(inInline) : [];
}
