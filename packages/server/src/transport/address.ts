/**
 * Who asks, for limits and the log: the peer itself, or what a trusted proxy says of it. Of `X-Forwarded-For` only the
 * last address that no trusted proxy wrote counts: everything before it was sent by the client and may be invented.
 *
 * @param trusted addresses of proxies, as the system writes them
 */
export function clientAddress(headers: Headers, peer: string, trusted: readonly string[]): string {
  let address = plain(peer);
  if (!trusted.includes(address)) return address;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    if (hop === "") break;
    address = hop;
    if (!trusted.includes(hop)) break;
  }
  return address;
}

/** An IPv4 address that came over an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
