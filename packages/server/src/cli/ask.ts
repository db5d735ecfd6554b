import { ERRORS, HTTP_PREFIX } from "@skein/protocol";
import type { CommandName, Params, Result } from "@skein/protocol/schema";
import { StartFault } from "../kit/start-fault.ts";
import { codeOf } from "../kit/system-error.ts";

/** The part of a server that the command line talks to, over HTTP as everybody does. */
export interface Reached {
  /** Where it answers on this machine. */
  readonly url: string;
  /** How people reach it, for links. */
  readonly base: string;
  /** What proves that one may read its data folder. */
  readonly secret: string;
}

/** The certificate bears the name that people know, and we ask an address of this machine, which its data folder told us. */
export const OWN_TLS = { rejectUnauthorized: false } as const;

/** A command of the protocol, asked as the person whose token it is. */
export function ask<N extends CommandName>(
  reached: Reached,
  token: string,
  name: N,
  params: Params<N>,
): Promise<Result<N>> {
  return post<Result<N>>(`${reached.url}${HTTP_PREFIX}${name}`, token, params);
}

/** A call that only the command line of this machine may make. */
export function askLocal<Answer>(reached: Reached, call: string, params: object = {}): Promise<Answer> {
  return post<Answer>(`${reached.url}/local/${call}`, reached.secret, params);
}

/** @throws StartFault with what the server said, where it refused. */
async function post<Answer>(url: string, bearer: string, body: object): Promise<Answer> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${bearer}` };
  const request = { method: "POST", headers, body: JSON.stringify(body), tls: OWN_TLS };
  const response = await fetch(url, request).catch((fault: unknown) => {
    throw new StartFault("refused", `The server does not answer (${codeOf(fault)}).`, "");
  });
  if (response.ok) return (await response.json()) as Answer;
  const text = await response.text();
  throw new StartFault("refused", `The server refused: ${reasonIn(text)}`, "");
}

function reasonIn(text: string): string {
  const named = /"name":"(\w+)"/.exec(text)?.[1];
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replace(/\\(["\\])/g, "$1");
  const field = /"path":"\/([^"]+)"/.exec(text)?.[1];
  const row = Object.entries(ERRORS).find(([name]) => name === named)?.[1];
  return (
    [row?.summary, field && `${field}:`, message].filter((part, i, all) => part && all.indexOf(part) === i).join(" ") ||
    text.slice(0, 200)
  );
}
