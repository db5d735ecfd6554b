import { useLayoutEffect, type RefObject } from "react";

/** Lets a field be as tall as its text; its style bounds it to eight lines. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.blockSize = "auto";
    element.style.blockSize = text === "" ? "" : `${element.scrollHeight}px`;
  }, [field, text]);
}
