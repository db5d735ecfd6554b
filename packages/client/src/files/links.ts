import type { Background } from "../background.ts";
import { type Clock, wait } from "../clock.ts";
import { SkeinError } from "../error.ts";
import type { Caller } from "../link/requests.ts";

export type PictureSize = "s" | "m" | "l";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  /** The server's time as this device knows it. */
  readonly now: () => number;
  readonly base: string;
}

interface Link {
  readonly url: string;
  readonly expires: number;
}

interface Asked {
  readonly resolve: (link: Link | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** A link is not used so shortly before its end, ms: what it begins should come to its end. */
const MARGIN = 60_000;
/** Files in one request. */
const BATCH = 100;
/** Links that are remembered. */
const KNOWN = 2_000;
/** What could not be answered for now is asked again after so long, ms. */
const RETRY = 2_000;
const TRIES = 3;

/** Signed links to files: all that are wanted in one moment are one request, and each is used again until shortly before its end. */
export class Links {
  private readonly known = new Map<string, Link>();
  private wanted = new Map<string, Asked[]>();

  constructor(private readonly is: Setup) {}

  /** A link that is at hand. */
  at(id: string): string | undefined {
    const link = this.known.get(id);
    return link && link.expires - MARGIN > this.is.now() ? link.url : undefined;
  }

  /** @throws SkeinError `not_found` where one may not read it (any more), `offline` */
  async get(id: string): Promise<string> {
    const url = this.at(id) ?? (await this.ask(id))?.url;
    if (url === undefined)
      throw new SkeinError({
        name: "not_found",
        code: 3001,
        retry: "never",
        message: "There is no such file to read.",
      });
    return url;
  }

  /** The link was refused: another one is got when it is wanted. */
  refused(id: string): void {
    this.known.delete(id);
  }

  private ask(id: string): Promise<Link | undefined> {
    return new Promise((resolve, reject) => {
      if (this.wanted.size === 0) this.is.background(() => this.flush());
      const asked = this.wanted.get(id) ?? [];
      asked.push({ resolve, reject });
      this.wanted.set(id, asked);
    });
  }

  private async flush(): Promise<void> {
    // all that is drawn in one go asks first
    await wait(this.is.clock, 0);
    const { wanted } = this;
    this.wanted = new Map();
    const ids = [...wanted.keys()];
    for (let at = 0; at < ids.length; at += BATCH) await this.fetch(ids.slice(at, at + BATCH), wanted);
  }

  private async fetch(ids: string[], wanted: ReadonlyMap<string, readonly Asked[]>): Promise<void> {
    try {
      for (const { id, url, expires } of await this.links(ids)) {
        this.known.delete(id);
        this.known.set(id, { url: this.is.base + url, expires });
      }
      for (const [oldest] of this.known) if (this.known.size > KNOWN) this.known.delete(oldest);
      for (const id of ids) for (const { resolve } of wanted.get(id) ?? []) resolve(this.known.get(id));
    } catch (error) {
      for (const id of ids) for (const { reject } of wanted.get(id) ?? []) reject(error);
    }
  }

  private async links(files: string[]) {
    for (let tries = 1; ; tries += 1) {
      try {
        return (await this.is.caller.call("file.links", { files })).links;
      } catch (thrown) {
        const error = SkeinError.from(thrown);
        if (error.retry !== "later" || error.name === "offline" || tries === TRIES) throw error;
        await wait(this.is.clock, error.after ?? RETRY);
      }
    }
  }
}
