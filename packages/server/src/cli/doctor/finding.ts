/** What an examination found: good, worth knowing, or bad. */
export interface Finding {
  readonly state: "good" | "note" | "bad";
  readonly what: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export const good = (what: string): Finding => ({ state: "good", what });
export const note = (what: string, remedy?: string): Finding => ({
  state: "note",
  what,
  ...(remedy === undefined ? {} : { remedy }),
});
export const bad = (what: string, remedy: string): Finding => ({ state: "bad", what, remedy });
