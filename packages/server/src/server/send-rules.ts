import type { People } from "../message/people.ts";
import type { DoRule, SendRule } from "../message/rules.ts";
import { links } from "../module/file/index.ts";
import { doing, speaking } from "../module/group/index.ts";
import { channelsAreRead } from "../module/keep/index.ts";
import { mentions } from "../module/mention/index.ts";
import { answers } from "../module/message/index.ts";
import { ofShown } from "../module/moderation/index.ts";
import { threads } from "../module/thread/index.ts";
import type { Storage } from "../storage/storage.ts";
import { kindRule } from "./kinds.ts";

/** What the rooms have to say before anything is done to a message. */
export function doRules({ maySay, ofDoing }: Pick<Asked, "maySay"> & { readonly ofDoing: DoRule }): readonly DoRule[] {
  // whoever takes nothing from somebody takes no reactions either
  const accepted: DoRule = ({ user, conv, takesBack }) => (takesBack ? undefined : maySay({ user, conv }));
  return [ofDoing, accepted, doing];
}

interface Asked {
  readonly storage: Storage;
  readonly people: People;
  /** Whether the other person of a direct conversation lets them. */
  readonly maySay: (saying: { readonly user: string; readonly conv: string }) => undefined | Promise<undefined>;
  /** What moderators of the whole server have laid down. */
  readonly order: SendRule;
  /** And of the names of files, which the server knows. */
  readonly named: SendRule;
  /** What a text adds that links to a page. */
  readonly previewed: SendRule;
}

/** What the rooms have to say before anything is said, in their order. */
export function sendRules({ storage, people, maySay, order, named, previewed }: Asked): readonly SendRule[] {
  return [
    // first: what it hides no other rule looks into
    order,
    maySay,
    channelsAreRead,
    answers,
    mentions,
    threads({ storage }),
    speaking(storage),
    ofShown(kindRule(people, storage, previewed, named)),
    ofShown(links),
  ];
}
