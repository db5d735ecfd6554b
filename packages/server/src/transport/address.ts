import { isIP } from "node:net";
import type { AddressRanges } from "../kit/address-ranges.ts";

/** Who asks, and where they think they do. */
export interface Asker {
  /** Their address, for limits and the log. */
  readonly address: string;
  /** Base URL under which a trusted proxy was asked; undefined where none said. */
  readonly base: string | undefined;
}

/**
 * Who asks: the peer itself, or what a trusted proxy says of it. Of `X-Forwarded-For` only the last address that no trusted proxy
 * wrote counts: everything before it was sent by the client and may be invented. Of `X-Forwarded-Proto` and `X-Forwarded-Host` the
 * last value, which the peer wrote or let pass. [CONN-13]
 */
export function askerOf(headers: Headers, peer: string, trusted: AddressRanges): Asker {
  const address = plain(peer);
  if (!trusted.has(address)) return { address, base: undefined };
  return { address: clientBehind(headers, address, trusted), base: baseIn(headers) };
}

function clientBehind(headers: Headers, peer: string, trusted: AddressRanges): string {
  let address = peer;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    // what is no address names nobody, and would be a limit's key of any length
    if (isIP(hop) === 0) break;
    address = hop;
    if (!trusted.has(hop)) break;
  }
  return address;
}

function baseIn(headers: Headers): string | undefined {
  const scheme = last(headers, "x-forwarded-proto");
  if (scheme !== "http" && scheme !== "https") return undefined;
  const host = last(headers, "x-forwarded-host") ?? headers.get("host") ?? "";
  const base = `${scheme}://${host}`;
  return URL.canParse(base) && new URL(base).href === `${new URL(base).origin}/` ? new URL(base).origin : undefined;
}

function last(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.split(",").at(-1)?.trim().toLowerCase();
}

/** An IPv4 address that came over an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
