import { asked } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { mark, recall, say, view } from "./talk.ts";

export const mentions = [
  asked("[MENTION-1] whom a message mentions is a member", async (stage) => {
    const [ann, bob, eve] = await stage.actors("ann", "bob", "eve");
    const conv = await stage.group(ann, ["bob"]);
    const seq = await say(ann, conv, "@Bob", { mentions: { users: [bob.id] } });
    equal(seq, 2, "the place of a message that mentions a member");
    const wrong = await refused(say(ann, conv, "@Eve", { mentions: { users: [eve.id] } }), "invalid", "a stranger");
    equal(wrong.path?.startsWith("/body/mentions"), true, "the path of the error");
  }),
  asked("[MENTION-2] to mention everybody is for whom the settings say, by default owner and admins", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const all = { mentions: { all: true } };
    await say(ann, conv, "@all", all);
    await refused(say(bob, conv, "@all", all), "forbidden", "a member mentions everybody");
    await ann.ask("group.update", { conv, settings: { permissions: { mentionAll: "member" } } });
    await stage.settle(ann);
    await say(bob, conv, "@all", all);
    const direct = await bob.ask("conversation.open", { user: ann.id });
    await say(bob, direct.conversation.id, "@all", all);
  }),
  asked("[MENTION-3] the list tells the unread messages of others that mention one", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const me = { mentions: { users: [bob.id] } };
    const seqs = [await say(ann, conv, "@Bob", me), await say(ann, conv, "x"), await say(ann, conv, "@Bob", me)];
    const all = await say(ann, conv, "@all", { mentions: { all: true } });
    like(await view(bob, conv), { mentioned: [seqs[0], seqs[2], all] }, "whom it mentions");
    equal((await view(ann, conv)).mentioned ?? [], [], "what mentions its author");
    await recall(ann, conv, seqs[2] ?? 0);
    await mark(bob, conv, { read: seqs[0] ?? 0 });
    like(await view(bob, conv), { mentioned: [all] }, "whom it mentions after a recall and a mark");
  }),
];
