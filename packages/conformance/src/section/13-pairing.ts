import { asked, once } from "../check.ts";
import { equal, holds, like, meanwhile, refused } from "../expect.ts";
import { letters } from "../random.ts";
import { HttpActor } from "../wire/http.ts";

const DEVICE = { name: "paired", platform: "cli" };

export const pairing = [
  asked(
    "[PAIR-1][PAIR-2] a code signs nobody in: one device looks at it, and only its person answers",
    async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const anyone = stage.anyone();
      const { code, secret } = await anyone.ask("pairing.create", { device: DEVICE });
      await refused(
        anyone.ask("pairing.wait", { code, secret: letters(24) }),
        "code_invalid",
        "waiting with another secret",
      );
      await refused(ann.ask("pairing.look", { code: letters(24) }), "code_invalid", "a made-up code");
      like((await ann.ask("pairing.look", { code })).pairing, DEVICE, "what asks");
      await refused(bob.ask("pairing.answer", { code, accept: true }), "code_invalid", "somebody else answers");
      like(await anyone.ask("pairing.wait", { code, secret, known: "waiting" }), { state: "seen" }, "where it stands");
      await ann.ask("pairing.answer", { code, accept: false });
      const { state, signedIn } = await anyone.ask("pairing.wait", { code, secret, known: "seen" });
      equal([state, signedIn], ["refused", undefined], "where it stands after it was refused");
    },
  ),
  once("[PAIR-3][PAIR-4] a request that was confirmed signs in one device, once, as soon as it is", async (stage) => {
    const ann = await stage.actor("ann");
    const anyone = stage.anyone();
    const { code, secret, expires } = await anyone.ask("pairing.create", { device: DEVICE });
    holds(expires > 0, "it says until when", expires);
    await ann.ask("pairing.look", { code });
    const waiting = meanwhile(anyone.ask("pairing.wait", { code, secret, known: "seen" }));
    await ann.ask("pairing.answer", { code, accept: true });
    const { signedIn } = await waiting;
    equal(signedIn?.me.profile.id, ann.id, "who is signed in");
    const again = await anyone.request("pairing.wait", { code, secret });
    equal(
      again.type === "ok" && (again.result as { signedIn?: object }).signedIn !== undefined,
      false,
      "whether it signs in again",
    );
    const device = new HttpActor(ann.id, signedIn?.token, stage.url, stage.patience);
    await device.ask("account.get", {});
    await device.ask("account.signout", {});
  }),
];
