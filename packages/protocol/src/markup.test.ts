import { describe, expect, test } from "bun:test";
import { parseMarkup, plainText, safeHref, type Block, type Inline } from "./markup.ts";

/** The tree in short: `b(…)`, `i(…)`, `s(…)`, `c(…)`, `a[href](…)`, blocks as `p`, `q`, `ul`, `ol3`, `pre`. */
function short(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === "code") return `pre[${block.language}](${block.text})`;
      if (block.type === "quote") return `q(${short(block.children)})`;
      if (block.type === "list")
        return `${block.ordered ? `ol${block.start}` : "ul"}(${block.items.map(inline).join("|")})`;
      return `p(${inline(block.children)})`;
    })
    .join("");
}

function inline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.text;
      if (node.type === "code") return `c(${node.text})`;
      if (node.type === "link") return `a[${node.href}](${inline(node.children)})`;
      return `${node.type[0]}(${inline(node.children)})`;
    })
    .join("");
}

const cases: readonly (readonly [string, string])[] = [
  ["plain words", "p(plain words)"],
  ["**bold** and *it* and _it_ and ~~gone~~", "p(b(bold) and i(it) and i(it) and s(gone))"],
  ["*a **b** c*", "p(i(a b(b) c))"],
  ["***both***", "p(b(i(both)))"],
  ["这是**重点**内容", "p(这是b(重点)内容)"],
  ["snake_case_name 2*3*4 __init__ a * b", "p(snake_case_name 2*3*4 __init__ a * b)"],
  ["**left open *and this", "p(**left open *and this)"],
  ["`a *b*` ``tick ` in``", "p(c(a *b*) c(tick ` in))"],
  ["one\ntwo\n\nthree", "p(one\ntwo\n\nthree)"],
  ["**not\nover lines**", "p(**not\nover lines**)"],
  ["> said\n> > deep\nreply", "q(p(said)q(p(deep)))p(reply)"],
  ["- a\n- *b*\n3. c\n4. d", "ul(a|i(b))ol3(c|d)"],
  ["-5 degrees\n1.5 litres", "p(-5 degrees\n1.5 litres)"],
  ["```ts\nlet a = `*`;\n```\nafter", "pre[ts](let a = `*`;)p(after)"],
  ["```\nnever closed", "p(```\nnever closed)"],
  ["see https://example.org/a_(b), then", "p(see a[https://example.org/a_(b)](https://example.org/a_(b)), then)"],
  ["(https://example.org/x).", "p((a[https://example.org/x](https://example.org/x)).)"],
  ["看https://example.org/a，很好", "p(看a[https://example.org/a](https://example.org/a)，很好)"],
  ["**https://example.org**", "p(b(a[https://example.org](https://example.org)))"],
  ["[the *label*](https://example.org/(x))", "p(a[https://example.org/(x)](the i(label)))"],
  ["mailto:ann@example.org", "p(a[mailto:ann@example.org](mailto:ann@example.org))"],
  ["<b>no</b> &lt; <script>", "p(<b>no</b> &lt; <script>)"],
];

test.each(cases)("[TEXT-2] %j is read as %s", (text, tree) => {
  expect(short(parseMarkup(text))).toBe(tree);
});

describe("links", () => {
  test.each(["https://example.org", "HTTP://example.org/a?b#c", "mailto:a@b.example"])(
    "[TEXT-3] %s may become a link",
    (address) => {
      expect(safeHref(address)).toBe(address);
    },
  );
  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "//example.org",
    "vbscript:x",
    "file:///etc/hosts",
    "https://",
    "https://a\u202eb.example",
  ])("[TEXT-3] %p stays text", (address) => {
    expect(safeHref(address)).toBeUndefined();
    expect(short(parseMarkup(`[x](${address})`))).not.toContain("a[");
  });
});

test("[TEXT-3] an address longer than any browser takes stays text", () => {
  expect(safeHref(`https://example.org/${"a".repeat(3000)}`)).toBeUndefined();
});

test("[TEXT-2] a preview is one line without markers", () => {
  expect(plainText("> so\n**be** _it_\n\n- one\n- `two`\n```\ncode\n```")).toBe("so be it one two code");
});

test("[TEXT-2] text that is not markup comes through code point by code point", () => {
  const odd = "a\u0301 👩‍👩‍👧 \ud800 שלום * _ ~ ` [ ] ( ) # > | \\ & < ~~ **";
  expect(short(parseMarkup(odd))).toBe(`p(${odd})`);
});

const hostile = [
  "*",
  "**a",
  "[",
  "[a](b",
  "[a](https://x",
  "`a``b",
  "> ",
  ">",
  "_a*b~~",
  "http://(",
  "http://a(",
  "https://",
  "mailto:",
  "- a\n",
  "```\n",
  "```a\n",
  "***a",
  "`` ` ",
  "(",
  "a(b)",
];

test.each(hostile)("[TEXT-2] 400,000 characters of %j take linear time and no deep tree", (unit) => {
  const began = performance.now();
  const tree = parseMarkup(unit.repeat(400_000 / unit.length));
  // Quadratic readers of such texts need minutes; the bound is wide so that a busy machine passes.
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(depth(tree)).toBeLessThan(12);
});

function depth(nodes: readonly (Block | Inline)[]): number {
  let deepest = 0;
  for (const node of nodes) {
    if (node.type === "list") deepest = Math.max(deepest, ...node.items.slice(0, 1000).map(depth));
    else if ("children" in node) deepest = Math.max(deepest, depth(node.children));
  }
  return deepest + 1;
}
