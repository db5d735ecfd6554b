import { isIP } from "node:net";

/** What kind of network an address belongs to; nobody is asked. */
export type Network = "loopback" | "private" | "public";

const LOOPBACK = /^(127\.|::1$)/;
/** RFC 1918, 6598 and 3927; RFC 4193 and link-local of IPv6. */
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

/**
 * What the address tells of where somebody is; undefined when it is none.
 *
 * @example networkOf("::ffff:192.168.1.7") === "private"
 */
export function networkOf(address: string): Network | undefined {
  const bare = plainAddress(address);
  if (isIP(bare) === 0) return undefined;
  return LOOPBACK.test(bare) ? "loopback" : PRIVATE.test(bare) ? "private" : "public";
}

/** An address as people know it: IPv4 that came over IPv6 is told as IPv4. */
export function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}
