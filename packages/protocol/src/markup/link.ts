interface Link {
  readonly href: string;
  readonly label: string;
  readonly bare: boolean;
  /** Where the text goes on. */
  readonly end: number;
}

/** The only schemes that may become links. The anchor makes `javascript:` in any disguise plain text. [TEXT-3] */
const SAFE = /^(?:https?:\/\/[^\s/?#]|mailto:[^\s@]+@[^\s@]+$)/i;

const CONTROL = /[\p{Cc}\p{Cf}\p{Z}]/u;

/** Where a bare address ends: white space, quotes, brackets that frame it, and scripts written without spaces. */
const BARE_END =
  /[\p{Cc}\p{Z}<>"“”‘’\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const BARE_START = /^(?:https?:\/\/|mailto:)/i;
const TRAILING = new Set("*_~.,;:!?'`]}");
const LONGEST = 2048;

/** The address when it may become a link, undefined when it must stay text. */
export function safeHref(address: string): string | undefined {
  return address.length <= LONGEST && SAFE.test(address) && !CONTROL.test(address) ? address : undefined;
}

/**
 * `[label](address)` at `at`. Neither part may hold `[` or a line break, so each search ends where the next could begin
 * and all of them together are linear.
 */
export function findLabelLink(text: string, at: number): Link | undefined {
  let close = at + 1;
  while (close < text.length && text[close] !== "]") {
    if (text[close] === "[" || text[close] === "\n") return undefined;
    close++;
  }
  const label = text.slice(at + 1, close);
  if (text[close + 1] !== "(" || label.trim() === "") return undefined;
  let depth = 0;
  for (let end = close + 2; end < text.length; end++) {
    const char = text[end] ?? "";
    if (char === "[" || char === "\n" || char === " ") return undefined;
    if (char === "(") depth++;
    if (char === ")" && depth-- === 0) {
      const href = safeHref(text.slice(close + 2, end));
      return href === undefined ? undefined : { href, label, bare: false, end: end + 1 };
    }
  }
  return undefined;
}

/** An address that stands in the text by itself. One that may not become a link comes without `href`, to be passed over whole. */
export function readBareLink(
  text: string,
  at: number,
): (Omit<Link, "href"> & { readonly href: string | undefined }) | undefined {
  const first = text[at];
  if (first !== "h" && first !== "H" && first !== "m" && first !== "M") return undefined;
  const before = text[at - 1] ?? " ";
  if (!BARE_START.test(text.slice(at, at + 8)) || (/[\p{L}\p{N}]/u.test(before) && !BARE_END.test(before)))
    return undefined;
  let end = at;
  let closes = -1;
  for (; end < text.length; end++) {
    const char = text[end] ?? "";
    if (BARE_END.test(char)) break;
    if (char === "(" && (closes = closingBracket(text, end)) < 0) break;
    if (char === ")" && end !== closes) break;
  }
  while (end > at && end - 1 !== closes && TRAILING.has(text[end - 1] ?? "")) end--;
  const label = text.slice(at, end);
  return { href: safeHref(label), label, bare: true, end };
}

/** A bracket inside an address belongs to it when it closes before the next one opens; looking no further keeps this linear. */
function closingBracket(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === ")") return at;
    if (char === "(" || BARE_END.test(char)) return -1;
  }
  return -1;
}
