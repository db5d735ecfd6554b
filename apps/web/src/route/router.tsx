import { useCallback, useMemo, useSyncExternalStore, type ComponentPropsWithRef, type MouseEvent } from "react";
import { type Route, routeOf } from "./route.ts";

const MOVED = "skein:moved";

/** How many steps of this app lie behind the page: whether "back" stays in it. */
interface Trail {
  readonly depth: number;
}

function depth(): number {
  const trail: unknown = history.state;
  return typeof trail === "object" && trail !== null && "depth" in trail && typeof trail.depth === "number"
    ? trail.depth
    : 0;
}

/** Goes somewhere in the app. `replace` leaves no step behind, for places one does not come back to. */
export function navigate(path: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const trail: Trail = { depth: replace ? depth() : depth() + 1 };
  if (replace) history.replaceState(trail, "", path);
  else if (path !== location.pathname + location.search + location.hash) history.pushState(trail, "", path);
  dispatchEvent(new Event(MOVED));
}

/** One step back where that stays in the app, else to `fallback`. */
export function goBack(fallback: string): void {
  if (depth() > 0) history.back();
  else navigate(fallback, { replace: true });
}

/** Where one is. */
export function useRoute(): Route {
  const address = useSyncExternalStore(
    useCallback((listener: () => void) => {
      const stop = new AbortController();
      for (const event of ["popstate", "hashchange", MOVED]) addEventListener(event, listener, { signal: stop.signal });
      return () => stop.abort();
    }, []),
    () => location.href,
  );
  return useMemo(() => routeOf(new URL(address)), [address]);
}

/** A link within the app; presses meant for the browser (new tab, new window) stay with it. */
export function Link({ href, onClick, children, ...rest }: ComponentPropsWithRef<"a"> & { readonly href: string }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) follow(event, href);
      }}
    >
      {children}
    </a>
  );
}

/** Handles a press on a link of the app. */
export function follow(event: MouseEvent, href: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  navigate(href);
}
