import { LIMITS, LINK_PATH } from "@skein/protocol";
import { asText, boundedBody } from "../kit/bounded-body.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Asker } from "./address.ts";
import type { CarriedLinks, Carriage } from "./carried-links.ts";
import { originAllowed } from "./origin.ts";
import { type Answering, PollReader, StreamReader } from "./readers.ts";
import type { Traffic } from "./traffic.ts";

interface Setting {
  /** Origins beside our own whose pages may connect; `*` for all. */
  readonly origins: readonly string[];
  readonly traffic: Traffic;
  readonly links: CarriedLinks;
  /** Where the links of another node are asked for. */
  readonly elsewhere: Carriage;
  /** How this node is called in the ids of its links. */
  readonly node: string;
}

/** What a WebSocket ends with for these. */
const TOO_LARGE = 1009;
const NO_TEXT = 1007;

/** How long an answer may be held back, ms. */
const LONGEST_WAIT = 25_000;

/**
 * Links for whom nothing lets a WebSocket through, by requests alone. Throws refusals.
 *
 * - `POST /v1/link` opens one with its first message; the answer is the stream of what comes down, or with `wait` what there is so far
 * - `GET /v1/link/<id>?after=` is that stream, or answer, from there on
 * - `POST /v1/link/<id>?n=` takes a message up
 */
export class OverRequests {
  constructor(private readonly is: Setting) {}

  async answer(request: Request, asker: Asker): Promise<Response> {
    if (!originAllowed(request, this.is.origins)) {
      this.is.traffic.turnedAway.add("origin");
      throw new Refusal("forbidden", { message: "this origin may not connect" });
    }
    const { pathname, searchParams } = new URL(request.url);
    const id = pathname.slice(LINK_PATH.length + 1);
    const number = (name: string): number | undefined => numberIn(searchParams, name);
    if (id === "") {
      if (request.method !== "POST") throw wrongMethod();
      return this.#open(request, asker, number("wait"));
    }
    const carriage = id.startsWith(`${this.is.node}.`) ? this.is.links : this.is.elsewhere;
    if (request.method === "GET") return read(carriage, request, id, number("after") ?? 0, number("wait"));
    if (request.method !== "POST") throw wrongMethod();
    const acknowledged = number("ack");
    if (acknowledged !== undefined) carriage.acknowledge(id, acknowledged);
    const code = number("close");
    if (code !== undefined) carriage.leave(id, code);
    const n = number("n");
    if (n !== undefined) await say(carriage, id, n, request);
    return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
  }

  async #open(request: Request, asker: Asker, wait: number | undefined): Promise<Response> {
    const first = await textOf(request);
    const { links } = this.is;
    let id = "";
    const reader = readerFor(request, wait, () => links.gone(id, reader));
    id = links.begin(asker, reader);
    // a link may be opened without a word; the first is then still to come
    if (first !== "") links.up(id, 1, first);
    if (wait !== undefined) links.endAfter(id, reader, Math.min(wait, LONGEST_WAIT));
    return reader.response();
  }
}

async function read(
  carriage: Carriage,
  request: Request,
  id: string,
  after: number,
  wait: number | undefined,
): Promise<Response> {
  const reader = readerFor(request, wait, () => carriage.gone(id, reader));
  const waiting = wait === undefined ? undefined : Math.min(wait, LONGEST_WAIT);
  if (!(await carriage.down(id, reader, after, waiting))) throw new Refusal("not_found", { message: GONE });
  return reader.response();
}

async function say(carriage: Carriage, id: string, n: number, request: Request): Promise<void> {
  let text: string;
  try {
    text = await textOf(request);
  } catch (fault) {
    // as a WebSocket ends: no later message may come in its place [FRAME-10]
    if (fault instanceof Refusal) carriage.leave(id, fault.error === "too_large" ? TOO_LARGE : NO_TEXT);
    throw fault;
  }
  const taken = await carriage.up(id, n, text);
  if (taken === "over") throw new Refusal("not_found", { message: GONE });
  if (taken === "early") throw new Refusal("conflict", { message: "a message before this one did not come" });
}

/** An answer can be given up without a stream that says so. */
function readerFor(request: Request, wait: number | undefined, gone: () => void): Answering {
  if (wait === undefined) return new StreamReader(gone);
  request.signal.addEventListener("abort", gone, { once: true });
  return new PollReader();
}

async function textOf(request: Request): Promise<string> {
  return asText(await boundedBody(request, LIMITS.frame));
}

function numberIn(params: URLSearchParams, name: string): number | undefined {
  const text = params.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Refusal("invalid", { path: `/${name}`, message: "a whole number" });
  return Number(text);
}

const GONE = "There is no such link, or not any more: say hello on a new one.";

function wrongMethod(): Refusal {
  return new Refusal("method_not_allowed", { message: "A link is opened and written with POST, and read with GET." });
}
