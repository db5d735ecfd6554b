import type { Bodies, FileInfo, LinkPreview } from "@skein/protocol/schema";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { NotFetched, type Outside } from "../../kit/outside.ts";
import { Refusal } from "../../kit/refusal.ts";
import { VERSION } from "../../kit/version.ts";
import type { SendRule } from "../../message/rules.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { readablePicture, refer, staysFor } from "../file/index.ts";
import { readPage } from "./page.ts";
import { keep, knownOf } from "./store.ts";

/** Of a page so much is read: what it says of itself stands in its head. Bytes */
const MOST = 524_288;
const MOST_PICTURE = 5_242_880;
/** How both are asked for; ms for each, redirects included. */
const WAY = { schemes: ["http:", "https:"], redirects: 4, timeout: 4_000 } as const;
const AGENT = `Mozilla/5.0 (compatible; Skein/${VERSION}; link preview)`;
/** A page is asked again after so long; one that said nothing, or could not be asked, sooner. ms */
const FRESH = 3_600_000;
const FRESH_NOTHING = 300_000;
/** A picture that is in no message is not put into one after so long: it may be swept in that moment. ms */
const HELD = 43_200_000;
/** Pages that are asked at once; more are refused as `busy`. */
const TOGETHER = 16;

interface PreviewParts {
  readonly line: Pick<Line, "commit" | "clock">;
  readonly storage: Pick<Storage, "query">;
  readonly outside: Outside;
  /** Makes a file of a picture. */
  readonly adopt: (bytes: Uint8Array<ArrayBuffer>, name: string) => Promise<FileInfo | undefined>;
  readonly log: Log;
}

type Named = NonNullable<Bodies["text"]["preview"]>;

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

  /** A picture that a page names, made small; the page is told of without it where it cannot be had. */
  async #picture(url: string): Promise<FileInfo | undefined> {
    try {
      const { status, body, cut } = await this.parts.outside(url, {
        ...WAY,
        most: MOST_PICTURE,
        headers: { accept: "image/*", "user-agent": AGENT },
        wanted: (code) => code === 200,
      });
      return status === 200 && !cut ? await this.parts.adopt(body, "preview") : undefined;
    } catch (fault) {
      if (fault instanceof NotFetched || fault instanceof Refusal) return undefined;
      throw fault;
    }
  }

  /** A text that names a page says of it what is known; no message waits for a page. */
  readonly rule: SendRule = ({ user, conv, ref, body }) => {
    const { preview, forward, ...rest } = body as Partial<Bodies["text"]>;
    if (preview === undefined) return undefined;
    const { storage } = this.parts;
    const own = { ...rest, ...(forward && { forward }) };
    // what the server itself says again, it knows from where it was said first
    const told = forward
      ? this.#again(user, preview)
      : knownOf(storage, plainUrl(preview.url)).then((known) => this.#still(known?.preview));
    return told.then((found) => ({
      body: found ? { ...own, preview: found } : own,
      rows: found?.image ? refer(conv, found.image.id, ref) : [],
    }));
  };

  /** As it is known, without a picture that nobody held on to. */
  async #still(known: LinkPreview | undefined): Promise<LinkPreview | undefined> {
    if (!known?.image) return known;
    const { image, ...rest } = known;
    return (await staysFor(this.parts.storage, image.id, this.#clock.now() - HELD)) ? known : rest;
  }

  /** As it was said, with the picture where they may see it. */
  async #again(user: string, { image, ...rest }: Named): Promise<Named> {
    const file = image && (await readablePicture(this.parts.storage, user, image.id));
    return file ? { ...rest, image: file } : rest;
  }

  async #ask(url: string): Promise<LinkPreview | undefined> {
    const preview = await this.#fetch(url);
    await this.parts.line.commit.submit({ rows: [keep(url, this.#clock.now(), preview)] });
    return preview;
  }

  async #fetch(url: string): Promise<LinkPreview | undefined> {
    try {
      const {
        status,
        headers,
        body,
        url: found,
      } = await this.parts.outside(url, {
        ...WAY,
        most: MOST,
        headers: {
          accept: "text/html,application/xhtml+xml",
          "accept-language": "*",
          "user-agent": AGENT,
        },
        wanted: (code, told) => code === 200 && isPage(told),
      });
      if (status !== 200 || !isPage(headers)) return undefined;
      const page = await readPage(url, found, headers.get("content-type") ?? "", body);
      const image = page?.image === undefined ? undefined : await this.#picture(page.image);
      return page && { ...page.preview, ...(image && { image }) };
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
