/**
 * A ref for the field that a new surface begins with: it gets the focus when it comes. Not with a thumb, where a keyboard
 * would cover what one has just opened. One function for all renders, so that React calls it once.
 */
export function beginHere(field: HTMLElement | null): void {
  if (matchMedia("(hover: hover)").matches) field?.focus({ preventScroll: true });
}
