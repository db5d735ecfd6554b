import { navigate } from "./router.tsx";
import { pathTo, routeOf } from "./route.ts";

/** Addresses of this app as they stand in messages and QR codes. */
export const LINKS = {
  /** The link as people of this page reach the server, whatever the server believes to be called. */
  group: (code: string): string => location.origin + pathTo.group(code),
  connection: (): void => navigate(pathTo.settings("connection")),
  /** Only what somebody is meant to follow from a message: groups and people. A link that signs a device in is pressed nowhere but by hand. */
  open: (href: string): (() => void) | undefined => {
    const url = URL.parse(href);
    if (url?.origin !== location.origin) return undefined;
    const route = routeOf(url);
    if (route.page === "group") return () => navigate(pathTo.group(route.code));
    if (route.page === "add") return () => navigate(pathTo.add(route.code));
    return undefined;
  },
};
