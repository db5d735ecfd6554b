import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { AddressRanges } from "./address-ranges.ts";
import { systemClock } from "./clock.ts";
import { isPublic } from "./public-address.ts";
import { PACKED, unpacked } from "./unpacked.ts";

/** Why nothing was fetched. */
export type OutsideFault =
  /** No address, another scheme than asked for, or a name and a password in it. */
  | "address"
  /** Its name is not known. */
  | "name"
  /** It is, or leads to, a machine that is not on the public internet. */
  | "private"
  /** It was not done in time. */
  | "timeout"
  /** It sent on too often. */
  | "redirects"
  /** It could not be reached, or broke off. */
  | "network";

/** Nothing was fetched, or not all. */
export class NotFetched extends Error {
  override readonly name = "NotFetched";

  constructor(
    readonly why: OutsideFault,
    options?: ErrorOptions,
  ) {
    super(`not fetched: ${why}`, options);
  }
}

export interface OutsideAsk {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** `https:` alone unless told. */
  readonly schemes?: readonly ("http:" | "https:")[];
  /** Times that it may send on; 0 answers what it said. */
  readonly redirects?: number;
  /** ms for all of it. */
  readonly timeout: number;
  /** Bytes of the answer that are read at most; what is beyond is left, and `cut` says so. */
  readonly most: number;
  /** Asked before the answer is read; false leaves its body unread. */
  readonly wanted?: (status: number, headers: Headers) => boolean;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it was found in the end. */
  readonly url: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Whether there was more. */
  readonly cut: boolean;
}

/** Fetches from an address that somebody gave us. */
export type Outside = (address: string, ask: OutsideAsk) => Promise<OutsideAnswer>;

export interface OutsideSetting {
  /** Addresses that may be reached although they are not public. */
  readonly allowed?: AddressRanges;
  /** All addresses of a name; the system's own way unless told. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Certificates that are believed besides the system's, in PEM. */
  readonly ca?: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The one way to addresses that people give. Names are looked up here, what they mean is checked, and that very address is
 * connected to, so a name cannot mean another machine a moment later; the same again wherever it sends on. Cookies, log-ins and the
 * machine's own networks stay out of it.
 *
 * @throws NotFetched
 */
export function createOutside({ allowed, resolve = systemResolve, ca }: OutsideSetting = {}): Outside {
  const open = (address: string): boolean => isPublic(address) || (allowed?.has(address) ?? false);

  async function addressOf(url: URL): Promise<string> {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const addresses = isIP(host) === 0 ? await named(host) : [host];
    // one that is also known by a private address is not asked by its public one either
    if (!addresses.every(open)) throw new NotFetched("private");
    const [first] = addresses;
    if (first === undefined) throw new NotFetched("name");
    return first;
  }

  async function named(host: string): Promise<readonly string[]> {
    try {
      return await resolve(host);
    } catch (fault) {
      throw new NotFetched("name", { cause: fault });
    }
  }

  async function once(url: URL, ask: OutsideAsk, signal: AbortSignal): Promise<Response> {
    const address = await addressOf(url);
    signal.throwIfAborted();
    const to = new URL(url);
    to.hostname = isIP(address) === 6 ? `[${address}]` : address;
    const serverName = isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0 ? url.hostname : undefined;
    return fetch(to, {
      method: ask.method ?? "GET",
      headers: { "accept-encoding": PACKED, ...ask.headers, host: url.host },
      ...(ask.body !== undefined && { body: ask.body }),
      redirect: "manual",
      // the runtime unpacks whatever came together at once, which may be gigabytes
      decompress: false,
      // a connection is known by its address: one that was made for another name must not be used again
      keepalive: false,
      signal,
      tls: { ...(serverName && { serverName }), ...(ca && { ca }) },
    } as RequestInit);
  }

  async function follow(address: string, ask: OutsideAsk, signal: AbortSignal): Promise<OutsideAnswer> {
    let url = checked(address, ask);
    for (let left = ask.redirects ?? 0; ; left--) {
      const response = await once(url, ask, signal);
      const next = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (next === null || ask.redirects === undefined || ask.redirects === 0) return read(response, url, ask);
      await response.body?.cancel();
      if (left === 0) throw new NotFetched("redirects");
      url = checked(next, ask, url);
    }
  }

  return async (address, ask) => {
    const ending = new AbortController();
    const callOff = systemClock.after(ask.timeout, () => {
      ending.abort();
    });
    // a look-up cannot be called off, so nobody waits for it either
    const late = new Promise<never>((_, reject) => {
      ending.signal.addEventListener("abort", () => {
        reject(new NotFetched("timeout"));
      });
    });
    try {
      return await Promise.race([follow(address, ask, ending.signal), late]);
    } catch (fault) {
      if (fault instanceof NotFetched) throw fault;
      throw new NotFetched(ending.signal.aborted ? "timeout" : "network", { cause: fault });
    } finally {
      callOff();
    }
  };
}

function checked(address: string, { schemes = ["https:"] }: OutsideAsk, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  const known = schemes.some((scheme) => scheme === url?.protocol);
  if (!url || !known || url.username !== "" || url.password !== "") throw new NotFetched("address");
  return url;
}

async function read(response: Response, url: URL, { most, wanted }: OutsideAsk): Promise<OutsideAnswer> {
  const { status, headers } = response;
  const answer = { status, headers, url: url.href };
  const parts: Uint8Array[] = [];
  let size = 0;
  if (wanted?.(status, headers) === false) {
    await response.body?.cancel();
    return { ...answer, body: new Uint8Array(), cut: true };
  }
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    // leaving the loop lets go of the connection
    if (size > most) break;
  }
  const packed = Buffer.concat(parts, Math.min(size, most));
  const body = await unpacked(headers.get("content-encoding") ?? "", packed, most);
  return {
    ...answer,
    body: new Uint8Array(body?.subarray(0, most) ?? []),
    cut: body === undefined || size > most || body.length > most,
  };
}

async function systemResolve(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
