import type { Profile } from "@skein/protocol/schema";
import type { ModerationParts } from "./parts.ts";

/** The people that a page names. */
export async function namesOf({ reading }: ModerationParts, ids: Iterable<string>): Promise<Profile[]> {
  const texts = await reading.people.profiles(new Set(ids));
  return texts.map((text) => JSON.parse(text) as Profile);
}
