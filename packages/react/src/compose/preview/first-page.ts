import { parseMarkup, type Block, type Inline } from "@skein/protocol";

/** The first page that a text links to, as it stands there; what stands in code is no link. */
export function firstPage(text: string): string | undefined {
  // looked for before anything is read: this is done for each key press
  return /https?:\/\//i.test(text) ? inBlocks(parseMarkup(text)) : undefined;
}

function inBlocks(blocks: readonly Block[]): string | undefined {
  for (const block of blocks) {
    const found = inBlock(block);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inBlock(block: Block): string | undefined {
  if (block.type === "code") return undefined;
  if (block.type === "quote") return inBlocks(block.children);
  return inInlines(block.type === "list" ? block.items.flat() : block.children);
}

function inInlines(inlines: readonly Inline[]): string | undefined {
  for (const inline of inlines) {
    if (inline.type === "link" && /^https?:/i.test(inline.href)) return inline.href;
    const found = "children" in inline ? inInlines(inline.children) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
