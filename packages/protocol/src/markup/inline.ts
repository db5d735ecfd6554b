import { findLabelLink, readBareLink } from "./link.ts";

export { safeHref } from "./link.ts";

/** What stands inside a line of a message. */
export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "bold" | "italic" | "struck"; readonly children: readonly Inline[] }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] };

type Emphasis = "bold" | "italic" | "struck";

interface Open {
  readonly marker: string;
  readonly type: Emphasis;
  readonly children: Inline[];
}

const TYPES: Readonly<Record<string, Emphasis>> = { "**": "bold", "*": "italic", _: "italic", "~~": "struck" };

/** Letters of scripts that put spaces between words: a single `*` or `_` between two of them is no emphasis (`snake_case`). */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

/**
 * Reads emphasis, code and links in one pass. At most one marker of each sort is open at a time, so the tree is at
 * most four deep and each node moves at most four times: linear, whatever the text.
 */
export function parseInline(text: string, links = true): Inline[] {
  const root: Inline[] = [];
  const stack: Open[] = [];
  const noTickAfter = new Set<string>();
  let words = "";
  const target = (): Inline[] => stack.at(-1)?.children ?? root;
  const flush = (): void => {
    if (words !== "") pushText(target(), words);
    words = "";
  };
  /** The innermost open marker turns out to be text. */
  const abandon = (): void => {
    const open = stack.pop();
    if (!open) return;
    pushText(target(), open.marker);
    for (const child of open.children) push(target(), child);
  };

  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? "";
    if (char === "`") {
      const ticks = text.startsWith("``", at) ? "``" : "`";
      const end = noTickAfter.has(ticks) ? -1 : text.indexOf(ticks, at + ticks.length);
      if (end < 0) noTickAfter.add(ticks);
      const code = end < 0 ? "" : text.slice(at + ticks.length, end);
      if (code.trim() !== "") {
        flush();
        target().push({ type: "code", text: ticks === "``" ? code.trim() : code });
        at = end + ticks.length;
      } else {
        words += ticks;
        at += ticks.length;
      }
      continue;
    }
    const link = links ? (char === "[" ? findLabelLink(text, at) : readBareLink(text, at)) : undefined;
    if (link && link.href === undefined) {
      words += link.label;
      at = link.end;
      continue;
    }
    if (link?.href !== undefined) {
      flush();
      target().push({
        type: "link",
        href: link.href,
        children: link.bare ? [{ type: "text", text: link.label }] : parseInline(link.label, false),
      });
      at = link.end;
      continue;
    }
    const marker = markerAt(text, at, stack);
    if (!marker) {
      words += char;
      at++;
      continue;
    }
    const before = text[at - 1] ?? "";
    const after = text[at + marker.length] ?? "";
    const single = marker.length === 1;
    const opened = stack.findLastIndex((open) => open.marker === marker);
    flush();
    if (opened >= 0 && /\S/.test(before) && !(single && WORD.test(after)) && hasContent(stack, opened)) {
      while (stack.length > opened + 1) abandon();
      const open = stack.pop();
      if (open) target().push({ type: open.type, children: open.children });
    } else if (opened < 0 && /\S/.test(after) && !(single && WORD.test(before))) {
      stack.push({ marker, type: TYPES[marker] ?? "italic", children: [] });
    } else {
      pushText(target(), marker);
    }
    at += marker.length;
  }
  flush();
  while (stack.length > 0) abandon();
  return root;
}

/** The marker that starts here. Of three stars or more, the one that is open innermost is closed first. */
function markerAt(text: string, at: number, stack: readonly Open[]): string | undefined {
  if (text.startsWith("~~", at)) return "~~";
  if (text[at] === "_") return text[at - 1] === "_" || text[at + 1] === "_" ? undefined : "_";
  if (text[at] !== "*") return undefined;
  if (!text.startsWith("**", at)) return "*";
  const innermost = stack.findLast((open) => open.marker === "*" || open.marker === "**");
  return text.startsWith("***", at) && innermost?.marker === "*" ? "*" : "**";
}

function hasContent(stack: readonly Open[], from: number): boolean {
  return stack.slice(from).some((open, index) => open.children.length > 0 || index > 0);
}

function push(into: Inline[], inline: Inline): void {
  if (inline.type === "text") pushText(into, inline.text);
  else into.push(inline);
}

function pushText(into: Inline[], text: string): void {
  const before = into.at(-1);
  if (before?.type === "text") into[into.length - 1] = { type: "text", text: before.text + text };
  else into.push({ type: "text", text });
}
