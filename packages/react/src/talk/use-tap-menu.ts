import { useEffect, type RefObject } from "react";

/**
 * Where nothing hovers and there is no second button, a press on a message asks for its menu. Links, buttons and what one votes with keep their own
 * meaning, and so does a press that ends a choice of text.
 *
 * @param shown whether the element is there
 */
export function useTapMenu(viewport: RefObject<HTMLElement | null>, shown: boolean): void {
  useEffect(() => {
    const element = viewport.current;
    if (!element || !shown) return undefined;
    const stop = new AbortController();
    element.addEventListener("click", (event) => openMenu(event), { signal: stop.signal });
    return () => stop.abort();
  }, [viewport, shown]);
}

function openMenu({ target, clientX, clientY }: MouseEvent): void {
  if (!matchMedia("(hover: none)").matches || !(target instanceof Element)) return;
  if (target.closest("a, button, fieldset:enabled label") || !target.closest(".sk-bubble")) return;
  target.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX, clientY }));
}
