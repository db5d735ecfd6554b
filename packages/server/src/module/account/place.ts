import { networkOf, plainAddress, type Network } from "../../kit/network.ts";

/** Where a device is, as far as its address tells. Nothing where it is none. */
export function placeOf(address: string | null): { readonly address?: string; readonly network?: Network } {
  const network = address === null ? undefined : networkOf(address);
  return address === null || network === undefined ? {} : { address: plainAddress(address), network };
}
