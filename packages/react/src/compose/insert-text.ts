/**
 * Puts text into a field as typing would: the browser's undo takes it back, and React hears of it.
 * `insertText` is the only way to that; where a browser no longer has it the text still goes in, without undo.
 */
export function insertText(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  field.focus();
  field.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
