import { LIMITS } from "@skein/protocol";
import type { LinkPreview } from "@skein/protocol/schema";
import { decodeHTML } from "entities";

/** What is looked for in a page, in the order in which it is believed: the Open Graph protocol (ogp.me), Twitter's cards, HTML's own. */
const SAID = {
  title: ["og:title", "twitter:title", "title"],
  text: ["og:description", "twitter:description", "description"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"],
  site: ["og:site_name", "application-name"],
} as const;

/** What of a page's head is noted. */
const WANTED: ReadonlySet<string> = new Set(Object.values(SAID).flat());

/** How far a page may go on before it says its encoding (HTML standard, 13.2.3.2). */
const SNIFFED = 1_024;

/** What a page says of itself, and where it says a picture of it is. */
export interface Page {
  readonly preview: LinkPreview;
  readonly image: string | undefined;
}

/**
 * What a page says of itself; undefined where it does not say what it is called.
 *
 * @param found where it was found in the end: what it names stands beside that
 */
export async function readPage(url: string, found: string, type: string, body: Uint8Array): Promise<Page | undefined> {
  const said = await saidIn(decoded(type, body));
  const first = (names: readonly string[], most: number): string | undefined => {
    for (const name of names) {
      const line = plainLine(said.get(name) ?? "", most);
      if (line !== "") return line;
    }
    return undefined;
  };
  const title = first(SAID.title, LIMITS.previewTitle);
  if (title === undefined) return undefined;
  const text = first(SAID.text, LIMITS.previewText);
  const site = first(SAID.site, LIMITS.previewTitle);
  const image = SAID.image.map((name) => said.get(name)).find((name) => name !== undefined && name !== "");
  return {
    preview: { url, title, ...(text !== undefined && { text }), ...(site !== undefined && { site }) },
    image: image === undefined ? undefined : URL.parse(image, found)?.href,
  };
}

async function saidIn(html: string): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  let title = "";
  let titles = 0;
  const rewriter = new HTMLRewriter()
    .on("meta", {
      element(meta) {
        const name = (meta.getAttribute("property") ?? meta.getAttribute("name") ?? "").toLowerCase();
        const content = meta.getAttribute("content");
        if (content !== null && WANTED.has(name) && !said.has(name)) said.set(name, decodeHTML(content));
      },
    })
    .on("title", {
      element() {
        titles += 1;
      },
      text({ text }) {
        // drawings further down may have titles too
        if (titles === 1) title += text;
      },
    });
  await rewriter.transform(new Response(html)).text();
  return said.set("title", decodeHTML(title));
}

/** By what the answer says of its encoding, what the page says, or as UTF-8. */
function decoded(type: string, body: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(body.subarray(0, SNIFFED));
  const label =
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(type)?.[1] ?? /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  return decoderOf(label ?? "utf-8").decode(body);
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(...([label] as ConstructorParameters<typeof TextDecoder>));
  } catch (fault) {
    // an encoding that nobody knows
    if (fault instanceof RangeError) return new TextDecoder();
    throw fault;
  }
}

/** One line that nothing in it can turn around or hide. */
function plainLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Z}\s]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, "")
    .trim();
  const points = Array.from(line.slice(0, most * 2));
  return points.length <= most && line.length <= most * 2
    ? line
    : `${points
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}
