import { createContext, useContext } from "react";

/** How the app around the kit makes addresses of its own, and opens them. */
export interface Links {
  /** The address by which people come into a group by this code; where it is not given, the one that the server tells. */
  readonly group?: (code: string) => string;
  /** What opens an address within the app; undefined for those that lead elsewhere. Held stable by you. */
  readonly open?: (href: string) => (() => void) | undefined;
  /** Opens your page that tells more about the connection; without it the line about the connection leads nowhere. */
  readonly connection?: () => void;
}

const NONE: Links = {};
export const LinksContext = createContext<Links>(NONE);

export function useLinks(): Links {
  return useContext(LinksContext);
}
