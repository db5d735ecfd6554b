import { HTTP_PREFIX, LINK_PATH } from "@skein/protocol";
import type { Result } from "@skein/protocol/schema";
import { codeOf } from "../../../kit/system-error.ts";
import { bad, good, note, type Finding } from "../finding.ts";
import { PATIENCE, PROXY_GUIDE, type Target, took, within } from "./target.ts";

/** A request as a page of this address makes it; undefined when nothing came in time. */
export function ask(target: Target, path: string, init: RequestInit = {}): Promise<Response | undefined> {
  const headers = new Headers(init.headers);
  headers.set("Origin", target.url.origin);
  const request = fetch(target.base + path, { ...init, headers, tls: target.tls, redirect: "manual" });
  return within(target.clock, PATIENCE, request);
}

/** Whether it is a Skein that answers. `undefined`: it is not, or nothing does. */
export async function serverOf(target: Target): Promise<{ readonly findings: Finding[]; readonly ready: boolean }> {
  const since = target.clock.now();
  try {
    const response = await ask(target, `${HTTP_PREFIX}server.info`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    if (!response) return nothing("It takes requests and does not answer within 5 s.");
    const by = response.headers.get("server");
    const through = by === null ? "" : `, through ${by}`;
    const text = await response.text();
    const info = response.ok ? infoIn(text) : undefined;
    if (!info) return nothing(`Something else than Skein answers, with status ${response.status}${through}.`);
    const found = [good(`Skein ${info.version}, "${info.name}", answers in ${took(target, since)}${through}.`)];
    if (!info.ready) found.push(note("It has no owner yet.", "Open the link that it printed at its start."));
    return { findings: found, ready: true };
  } catch (fault) {
    return nothing(`A request gets no answer (${codeOf(fault)}).`);
  }
}

function nothing(what: string): { readonly findings: Finding[]; readonly ready: boolean } {
  return { findings: [bad(what, `See whether the proxy knows the server. ${PROXY_GUIDE}`)], ready: false };
}

function infoIn(text: string): Result<"server.info"> | undefined {
  try {
    const info = JSON.parse(text) as Partial<Result<"server.info">>;
    return typeof info.version === "string" && typeof info.name === "string"
      ? (info as Result<"server.info">)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Questions again and again: what works where nothing else does. */
export async function pollingOf(target: Target): Promise<Finding> {
  const since = target.clock.now();
  const { token } = target;
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await ask(target, `${HTTP_PREFIX}changes`, { headers });
  if (response?.ok) return good(`Polling: ${took(target, since)}.`);
  if (response?.status === 401 && token === undefined) return good("Polling: reached; it wants a token, as it should.");
  if (response?.status === 401) return bad("The token is refused.", "Make another: skein token <person>.");
  return bad(
    `Polling is answered with ${response ? `status ${response.status}` : "nothing"}.`,
    `See what stands in between. ${PROXY_GUIDE}`,
  );
}

/** Answers that wait and then end. */
export async function longPollOf(target: Target, hello: string): Promise<Finding> {
  const since = target.clock.now();
  const response = await ask(target, `${LINK_PATH}?wait=1000`, { method: "POST", body: hello });
  const text = response && (await within(target.clock, PATIENCE, response.text()));
  if (text?.includes('"type":"welcome"') || (target.token === undefined && text?.includes('"type":"error"'))) {
    await leave(target, text);
    return good(`Long-poll: ${took(target, since)}.`);
  }
  const found = response ? `answered with status ${response.status}` : "not answered";
  return bad(`Long-poll is ${found}.`, `Let ${LINK_PATH} through to the server. ${PROXY_GUIDE}`);
}

/** Ends a link over requests, whose name is in what came. */
export async function leave(target: Target, text: string): Promise<void> {
  const link = /"link":"([^"]+)"/.exec(text)?.[1];
  if (link !== undefined) await ask(target, `${LINK_PATH}/${link}?close=1000`, { method: "POST" });
}
