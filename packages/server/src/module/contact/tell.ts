/** What a write of this room tells every node; the first word says which, and that it is this room's. */
export type ContactTell =
  /** What two people are to each other changed. */
  | readonly ["contact", one: string, other: string]
  /** What somebody lets others do changed. */
  | readonly ["privacy", person: string]
  /** The account room's: somebody is gone. */
  | readonly ["erased", profile: { readonly id: string }];

/** For the `tell` of a write. */
export function tell(what: ContactTell): string {
  return JSON.stringify(what);
}
