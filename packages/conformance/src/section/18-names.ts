import { asked, once } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { letters } from "../random.ts";

const NO_NAMES = ["", " ", "\u200b", "a\u0001", "line\nfeed", "\u202egoose", "a\u200bb", "a\u2066b\u2069", "\u3164"];

export const names = [
  asked("[NAME-1] a name holds something to see, and nothing that hides or turns", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    for (const name of NO_NAMES) {
      await refused(ann.ask("account.update", { name }), "invalid", `the name ${JSON.stringify(name)}`);
      await refused(ann.ask("group.update", { conv, name }), "invalid", `the group's name ${JSON.stringify(name)}`);
    }
    for (const name of ["雁书", "Zoë O’Hara-Smith", "👩‍👩‍👧 family"]) await ann.ask("group.update", { conv, name });
  }),
  asked("[NAME-2] more than four combining marks in a row are invalid", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    await ann.ask("group.update", { conv, name: `a${"\u0301".repeat(4)}` });
    const piled = `a${"\u0301".repeat(5)}`;
    await refused(ann.ask("group.update", { conv, name: piled }), "invalid", "five of them");
  }),
  once("[NAME-3] nobody takes a name that looks like somebody else's and is made of other letters", async (stage) => {
    const { account } = await stage.registered("Mimic");
    const { token } = await stage.anyone().ask("account.signin", account);
    const mimic = (name: string) => stage.post("account.update", { name }, { token });
    const own = `acexo ${letters(8).replace(/[^a-z]/g, "q")}`;
    const ann = await stage.registered("Original");
    await stage.post("account.update", { name: own }, { token: ann.token });
    // Cyrillic letters that look like these
    const alike = own.replace("a", "\u0430").replace("c", "\u0441").replace("e", "\u0435");
    like(await mimic(alike), { status: 409, json: { name: "name_imitates" } }, "a name in letters that look alike");
    equal((await mimic(own.toUpperCase())).status, 200, "the same letters in another case");
  }),
  asked("[FIND-1] people are found by a part of their name, and by how a Chinese one is typed", async (stage) => {
    const [dan, eve] = await stage.actors("dan", "eve");
    const tag = letters(6);
    const { name } = (await dan.ask("account.get", {})).profile;
    await dan.ask("account.update", { name: `张雁书 ${tag}` });
    try {
      for (const query of [tag.slice(1), `雁书 ${tag}`, "yanshu", "zhangyan", "zys"]) {
        const { users } = await eve.ask("user.search", { query, limit: 50 });
        equal(
          users.some(({ id }) => id === dan.id),
          true,
          `whether they are found by ${query}`,
        );
      }
    } finally {
      await dan.request("account.update", { name });
    }
  }),
  asked("[LINK-1] one's link stays until it is renewed; then its code is invalid", async (stage) => {
    const [dan, eve] = await stage.actors("dan", "eve");
    const { code } = await dan.ask("contact.link", {});
    equal((await dan.ask("contact.link", {})).code, code, "the code of the link, asked again");
    equal(
      (await eve.ask("contact.find", { code })).users.map(({ id }) => id),
      [dan.id],
      "whose link it is",
    );
    const renewed = await dan.ask("contact.link", { renew: true });
    await refused(eve.ask("contact.find", { code }), "code_invalid", "the code of before");
    equal((await eve.ask("contact.find", { code: renewed.code })).users.length, 1, "whom the new one finds");
  }),
];
