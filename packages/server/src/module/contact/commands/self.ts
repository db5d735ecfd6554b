import { command, type Command } from "../../../command/command.ts";
import { newSecret } from "../../../kit/id.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { Json } from "../../../message/encode.ts";
import type { Parts } from "../parts.ts";
import { tell } from "../tell.ts";
import { privacyEntry, setLink, setPrivacy } from "../write.ts";

/** Whom a person lets near, and the link they are found by. */
export function selfCommands({ store, people, commit, random }: Parts): Command[] {
  return [
    command("contact.privacy", async (caller, { write, add, seen }) => {
      const change = {
        ...(write === undefined ? {} : { write }),
        ...(add === undefined ? {} : { add }),
        ...(seen === undefined ? {} : { seen }),
      };
      if (Object.keys(change).length > 0) {
        await commit.submit({
          rows: [setPrivacy(caller.user, change)],
          entries: [privacyEntry(caller.user, change)],
          tell: tell(["privacy", caller.user]),
        });
      }
      return { privacy: await store.privacy(caller.user) };
    }),
    command(
      "contact.link",
      async (caller, { renew = false }) => {
        const known = renew ? undefined : await store.link(caller.user);
        if (known === undefined) await commit.submit({ rows: [setLink(caller.user, newSecret(random), renew)] });
        const code = known ?? (await store.link(caller.user));
        if (code === undefined) throw new Error("a link that was just made is not there");
        return { code, url: `${caller.base}/add#${code}` };
      },
      2,
    ),
    command(
      "contact.find",
      async (_, { code }) => {
        const owner = await store.linkOwner(code);
        if (owner === undefined) throw new Refusal("code_invalid");
        return new Json(`{"users":[${(await people.profiles([owner])).join(",")}]}`);
      },
      5,
    ),
  ];
}
