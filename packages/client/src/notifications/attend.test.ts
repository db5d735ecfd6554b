import { startServer, WebPushService } from "@skein/testkit";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { connect } from "../connect.ts";
import { http } from "../http.ts";
import { makeKey } from "../key.ts";
import { attend } from "./attend.ts";

test("[PUSH-6] while somebody looks at a conversation on one device, no other is told of it; once they look no more, it is", async () => {
  await using service = WebPushService.start();
  await using server = await startServer({ push: { grace: 50 }, outside: { allowed: ["127.0.0.1"] } });
  const [ann, bob, cleo] = await Promise.all(["Ann", "Bob", "Cleo"].map((name) => server.person(name)));
  if (!ann || !bob || !cleo) throw new Error("three people were to be made");
  const { key } = await http(server.url, "push.key", {}, ann.token);
  for (const token of [await server.device(ann.id, "phone"), cleo.token])
    await http(server.url, "push.subscribe", service.browser(key).target, token);
  const say = (to: string, text: string) => {
    const key = makeKey(Date.now(), Math.random);
    return http(
      server.url,
      "message.send",
      { conv: directId(bob.id, to), key, kind: "text", body: { text } },
      bob.token,
    );
  };
  await say(ann.id, "first");
  await service.pushes.one(({ message }) => message.body === "first");

  await using client = await connect({ url: server.url, token: ann.token });
  const look = attend(client);
  look({ conv: directId(ann.id, bob.id) });
  // what is asked over one link is answered in its order
  await client.call("account.get", {});
  await say(ann.id, "looked at");
  await say(cleo.id, "not looked at");
  await service.pushes.one(({ message }) => message.body === "not looked at");
  expect(service.pushes.items.map(({ message }) => message.body)).toEqual(["first", "not looked at"]);
  look(undefined);
  await service.pushes.one(({ message }) => message.body === "looked at");
}, 30_000);
