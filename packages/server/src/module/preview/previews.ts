import type { LinkPreview } from "@skein/protocol/schema";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { NotFetched, type Outside } from "../../kit/outside.ts";
import { Refusal } from "../../kit/refusal.ts";
import { VERSION } from "../../kit/version.ts";
import type { SendRule } from "../../message/rules.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { readPage } from "./page.ts";
import { keep, knownOf } from "./store.ts";

/** Of a page so much is read: what it says of itself stands in its head. Bytes */
const MOST = 524_288;
/** ms for all of it, redirects included. */
const TIMEOUT = 8_000;
const REDIRECTS = 4;
/** A page is asked again after so long; one that said nothing, or could not be asked, sooner. ms */
const FRESH = 3_600_000;
const FRESH_NOTHING = 300_000;
/** Pages that are asked at once; more are refused as `busy`. */
const TOGETHER = 16;

interface PreviewParts {
  readonly line: Pick<Line, "commit" | "clock">;
  readonly storage: Pick<Storage, "query">;
  readonly outside: Outside;
  readonly log: Log;
}

/** What pages say of themselves: asked once for everybody, and kept for a while. */
export class Previews {
  /** Whoever asks for the same page meanwhile gets the same answer. */
  readonly #asking = new Map<string, Promise<LinkPreview | undefined>>();
  readonly #clock: Clock;

  constructor(private readonly parts: PreviewParts) {
    this.#clock = parts.line.clock;
  }

  /** Undefined where the page says nothing, or cannot be asked. */
  async of(address: string): Promise<LinkPreview | undefined> {
    const url = plainUrl(address);
    const known = await knownOf(this.parts.storage, url);
    if (known && known.at + (known.preview ? FRESH : FRESH_NOTHING) > this.#clock.now()) return known.preview;
    const asking = this.#asking.get(url);
    if (asking) return asking;
    if (this.#asking.size >= TOGETHER) throw new Refusal("busy", { after: 1_000 });
    const answer = this.#ask(url).finally(() => this.#asking.delete(url));
    this.#asking.set(url, answer);
    return answer;
  }

  /** A text that names a page says of it what is known; no message waits for a page. */
  readonly rule: SendRule = ({ body }) => {
    const { preview, forward, ...rest } = body as { readonly preview?: LinkPreview; readonly forward?: unknown };
    // what the server itself says again, it knows from where it was said first
    if (preview === undefined || forward !== undefined) return undefined;
    return knownOf(this.parts.storage, plainUrl(preview.url)).then((known) => ({
      body: known?.preview ? { ...rest, preview: known.preview } : rest,
    }));
  };

  async #ask(url: string): Promise<LinkPreview | undefined> {
    const preview = await this.#fetch(url);
    await this.parts.line.commit.submit({ rows: [keep(url, this.#clock.now(), preview)] });
    return preview;
  }

  async #fetch(url: string): Promise<LinkPreview | undefined> {
    try {
      const { status, headers, body } = await this.parts.outside(url, {
        schemes: ["http:", "https:"],
        redirects: REDIRECTS,
        timeout: TIMEOUT,
        most: MOST,
        headers: {
          accept: "text/html,application/xhtml+xml",
          "accept-language": "*",
          "user-agent": `Mozilla/5.0 (compatible; Skein/${VERSION}; link preview)`,
        },
        wanted: (code, told) => code === 200 && isPage(told),
      });
      if (status !== 200 || !isPage(headers)) return undefined;
      return await readPage(url, headers.get("content-type") ?? "", body);
    } catch (fault) {
      if (!(fault instanceof NotFetched)) throw fault;
      // which page somebody asked for is nobody's business
      this.parts.log.debug({ why: fault.why }, "a page could not be asked what it is");
      return undefined;
    }
  }
}

function isPage(headers: Headers): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(headers.get("content-type") ?? "");
}

/** The same page in the same words: what comes after `#` is for its reader alone. */
function plainUrl(address: string): string {
  const url = URL.parse(address);
  if (!url) throw new Refusal("invalid", { path: "/url" });
  url.hash = "";
  return url.href;
}
