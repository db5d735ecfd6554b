import type { Parts } from "./parts.ts";
import { contactEntry, forgetContact } from "./write.ts";

/** Contacts in one write: messages wait for no more than these. */
const TOGETHER = 100;

/** Takes somebody who is gone out of the contacts of others, and tells their devices. [ERASE-2] */
export async function clearFromOthers({ store, commit }: Parts, person: string): Promise<void> {
  for (let holders = await store.holders(person, TOGETHER); holders.length > 0; ) {
    await commit.submit({
      rows: holders.map((holder) => forgetContact(holder, person)),
      entries: holders.map((holder) =>
        contactEntry(holder, { user: person, friend: null, remark: null, pinyin: null, blocked: null }),
      ),
    });
    holders = await store.holders(person, TOGETHER);
  }
}
