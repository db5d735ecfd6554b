import { asked, type Section } from "../check.ts";
import { equal, refused } from "../expect.ts";
import { newKey } from "../random.ts";

/** A point of P-256, as a browser would give it, and a secret. */
const KEYS = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};

export const notifications: Section = {
  number: 26,
  title: "Notifications",
  checks: [
    asked("[PUSH-1] a device subscribes, is told how it is reached, and ends it", async (stage) => {
      const [ann] = await stage.actors("ann");
      const address = `https://push.example.com/${newKey()}`;
      await ann.ask("push.subscribe", { kind: "web", address, ...KEYS });
      equal(await ann.ask("push.state", {}), { kind: "web", address }, "how the device is reached");
      await ann.ask("push.unsubscribe", {});
      equal(await ann.ask("push.state", {}), {}, "how the device is reached after it has ended that");
    }),
    asked("[PUSH-2] what no browser could have subscribed with is refused", async (stage) => {
      const [ann] = await stage.actors("ann");
      const address = "https://push.example.com/1";
      const bent = { ...KEYS, p256dh: KEYS.p256dh.replace("BCV", "BCW") };
      await refused(ann.ask("push.subscribe", { kind: "web", address, ...bent }), "invalid", "a key off the curve");
      await refused(
        ann.ask("push.subscribe", { kind: "web", address: "http://push.example.com/1", ...KEYS }),
        "invalid",
        "an endpoint without TLS",
      );
      await refused(ann.ask("push.subscribe", { kind: "web", address }), "invalid", "a browser without keys");
    }),
    asked("[PUSH-12] a token that nobody made does nothing", async (stage) => {
      const [ann] = await stage.actors("ann");
      const token = newKey().replaceAll("-", "").repeat(3);
      await refused(ann.ask("push.read", { token }), "code_invalid", "a mark by a made-up token");
      await refused(ann.ask("push.reply", { token, key: newKey(), text: "x" }), "code_invalid", "a reply by one");
    }),
  ],
};
