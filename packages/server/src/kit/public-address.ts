import { isIP } from "node:net";
import { AddressRanges } from "./address-ranges.ts";

/** IPv4 that is nobody's on the internet: IANA's registry of special-purpose addresses, multicast, and what is reserved. */
const SPECIAL_4 = new AddressRanges([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]);
/** IPv6 that is given out at all; what maps IPv4 (::ffff:0:0/96, 64:ff9b::/96) is not among it. */
const GIVEN_6 = new AddressRanges(["2000::/3"]);
/** Of that, what is special: Teredo and other assignments, documentation, 6to4, which holds IPv4. */
const SPECIAL_6 = new AddressRanges(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** Whether this is an address of a machine on the public internet, and not one of this machine's own networks. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL_4.has(address);
  return GIVEN_6.has(address) && !SPECIAL_6.has(address);
}
