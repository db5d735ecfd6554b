import { BlockList, isIP } from "node:net";

/** A set of IP addresses: single ones, and ranges such as `10.0.0.0/8`. */
export class AddressRanges {
  readonly #list = new BlockList();
  readonly #none: boolean;

  /** @param ranges that {@link isRange} holds good */
  constructor(ranges: readonly string[]) {
    this.#none = ranges.length === 0;
    for (const range of ranges) {
      const [address = "", length] = range.split("/");
      const family = isIP(address) === 6 ? "ipv6" : "ipv4";
      if (length === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(length), family);
    }
  }

  has(address: string): boolean {
    const version = this.#none ? 0 : isIP(address);
    return version !== 0 && this.#list.check(address, version === 6 ? "ipv6" : "ipv4");
  }
}

/** Whether this is an address, or a range of them. */
export function isRange(text: string): boolean {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (length === undefined || Number(length) <= (version === 6 ? 128 : 32));
}
