import { asked, once, type Section } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { letters, newKey } from "../random.ts";
import type { Actor } from "../wire/actor.ts";
import { read } from "./talk.ts";

const send = (by: Actor, conv: string, kind: string, body: object) =>
  by.ask("message.send", { conv, key: newKey(), kind: kind as "text", body: body as never });

export const kinds: Section = {
  number: 19,
  title: "Kinds of messages",
  checks: [
    asked("[KIND-1] a place lies on earth", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      for (const place of [
        { lat: 90, lon: -180 },
        { lat: -33.86, lon: 151.2, name: "Harbour", address: "1 Quay" },
      ]) {
        const { seq } = await send(ann, conv, "location", place);
        equal((await read(ann, conv, seq)).body, place, "the place as it is read");
      }
      for (const place of [
        { lat: 90.1, lon: 0 },
        { lat: 0, lon: 181 },
        { lat: "1", lon: 0 },
      ])
        await refused(send(ann, conv, "location", place), "invalid", `the place ${JSON.stringify(place)}`);
    }),
    asked("[KIND-2] a contact card is of somebody there is", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      const { seq } = await send(ann, conv, "contact", { user: stage.id("bob") });
      like(await read(ann, conv, seq), { kind: "contact", body: { user: stage.id("bob") } }, "the card as it is read");
      await refused(send(ann, conv, "contact", { user: `nobody-${letters(8)}` }), "not_found", "a card of nobody");
    }),
    asked("[KIND-3] a custom message of a type that nobody registered is invalid", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      const body = { type: `cf.none-${letters(6)}`, data: {}, fallback: "an order" };
      const error = await refused(send(ann, conv, "custom", body), "invalid", "an unknown type");
      equal(error.path, "/body/type", "the path of the error");
    }),
    once(
      "[KIND-3][KIND-4] a custom message fits the schema that an admin registered, which has neither patterns nor references",
      async (stage) => {
        const [admin, ann] = [await stage.admin(), await stage.actor("ann")];
        const conv = await stage.group(ann, []);
        const type = `cf.order-${letters(6).replace(/^\d/, "a")}`;
        const schema = { type: "object", required: ["total"], properties: { total: { type: "integer", minimum: 1 } } };
        await admin.ask("kind.register", { type, schema });
        try {
          const custom = (data: object) => send(ann, conv, "custom", { type, data, fallback: "an order" });
          const { seq } = await custom({ total: 3 });
          like(await read(ann, conv, seq), { body: { type, data: { total: 3 } } }, "the message as it is read");
          for (const data of [{}, { total: 0 }, { total: "3" }]) {
            const error = await refused(custom(data), "invalid", `the data ${JSON.stringify(data)}`);
            equal(error.path?.startsWith("/body/data"), true, "the path of the error");
          }
          await refused(custom({ total: 1, note: "x".repeat(20_000) }), "too_large", "data that is too large");
          for (const beyond of [{ type: "string", pattern: "^a" }, { $ref: "#/x" }])
            await refused(
              admin.ask("kind.register", { type, schema: beyond }),
              "invalid",
              "a schema beyond the subset",
            );
        } finally {
          await admin.request("kind.remove", { type });
        }
      },
    ),
  ],
};
