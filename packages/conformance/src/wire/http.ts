import { HTTP_PREFIX } from "@skein/protocol";
import { within } from "../clock.ts";
import { Failure } from "../expect.ts";
import { Actor, type Answer } from "./actor.ts";

/** An answer over HTTP, read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface HttpAsking {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One request to the server, answered within `patience` ms. */
export async function fetched(url: string, asking: HttpAsking, patience: number): Promise<HttpAnswer> {
  const { method = "GET", token, headers, body } = asking;
  const abort = new AbortController();
  const asked = fetch(url, {
    method,
    signal: abort.signal,
    redirect: "manual",
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : new Uint8Array(body) }),
  }).then(async (response) => ({ response, text: await response.text() }));
  asked.catch(() => undefined);
  try {
    const { response, text } = await within(patience, asked, () => {
      return new Failure(`${method} ${url}`, "an answer", `none within ${patience} ms`);
    });
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  } finally {
    abort.abort();
  }
}

/** Somebody who asks by one request a command, always the same address. */
export class HttpActor extends Actor {
  constructor(
    id: string,
    private readonly token: string | undefined,
    private readonly base: string,
    patience: number,
  ) {
    super(id, patience);
  }

  async attempt(name: string, params: unknown): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    const asking = { method: "POST", token: this.token, headers, body: JSON.stringify(params) };
    const { status, json } = await fetched(`${this.base}${HTTP_PREFIX}${name}`, asking, this.patience);
    if (status === 200) return { type: "ok", result: json };
    return { ...(json as Omit<Extract<Answer, { type: "error" }>, "type">), type: "error" };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
