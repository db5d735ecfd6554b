import { createClient } from "@skein/client";
import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FaultProxy, makeCertificate, NginxServer, startServer, temporaryFolder } from "../../src/index.ts";
import { until } from "./traveller.ts";
import { trusting } from "./trusting.ts";

const SITE = join(import.meta.dir, "../../../../docs/operate/nginx.conf");

test("[CONN-13][HTTP-4] the SDK, commands and pages go through a real nginx by the site that operators copy", async () => {
  await using folder = await temporaryFolder();
  const pair = await makeCertificate(folder.path, "chat");
  await using server = await startServer({ trustedProxies: ["127.0.0.1/32"] });
  await using nginx = await NginxServer.start(readFileSync(SITE, "utf8"), server.url, pair);
  // a client with an address of its own
  await using road = await FaultProxy.start(nginx.url);
  road.from = "127.0.0.9";
  const ca = readFileSync(pair.certificate, "utf8");
  const [ann, bob] = [await server.person("Ann", "owner"), await server.person("Bob")];
  const conv = directId(ann.id, bob.id);

  // a WebSocket, both ways
  const client = createClient({ url: road.url, token: ann.token, user: ann.id, webSocket: trusting(ca) });
  using wire = await server.connect(bob.token);
  client.conversation(conv).send({ text: "through nginx" });
  await wire.next((frame) => frame.type === "entry" && frame.seq === 1);
  await wire.ask("message.send", { conv, key: "by-hand-1", kind: "text", body: { text: "and back" } });
  await until(() => client.conversation(conv).view.get()?.unread === 1);
  expect(client.connection.get().phase).toBe("online");

  // commands: who asks is seen, whatever they say of themselves; and links begin with where they asked
  const ask = async (name: string, body: object, more: Record<string, string> = {}): Promise<Response> =>
    fetch(`${road.url}/v1/${name}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${ann.token}`, "Content-Type": "application/json", ...more },
      body: JSON.stringify(body),
      tls: { ca },
    });
  const forged = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http" };
  const invite = (await (await ask("invite.create", {}, forged)).json()) as { invite: { url: string } };
  expect(invite.invite.url).toStartWith(`${road.url}/`);
  // (noted behind what people say)
  for (let places: unknown[] = []; !places.includes("127.0.0.9"); await Bun.sleep(50)) {
    const { sessions } = await client.call("session.list", {});
    places = sessions.map(({ address }) => address);
  }

  // an event stream passes as it comes, while it goes on
  const hello = JSON.stringify({ type: "hello", id: 1, token: ann.token });
  const stream = await fetch(`${road.url}/v1/link`, { method: "POST", body: hello, tls: { ca } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const reads = async (holds: string): Promise<void> => {
    for (let text = ""; !text.includes(holds); text += (await reader?.read())?.value ?? "");
  };
  await reads('"welcome"');
  await wire.ask("message.send", { conv, key: "by-hand-2", kind: "text", body: { text: "as it comes" } });
  await reads("as it comes");
  await reader?.cancel();

  // pages: those of this name may connect, of others not
  const upgrade = async (origin: string): Promise<number> => {
    const headers = {
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Protocol": "skein.v1.json",
      Origin: origin,
    };
    return (await fetch(`${road.url}/v1/socket`, { headers, tls: { ca } })).status;
  };
  expect(await upgrade("https://evil.example")).toBe(403);
  expect(await upgrade(road.url)).not.toBe(403);

  // what is too large is refused in our own words
  const large = await ask("message.send", { text: "x".repeat(3_000_000) });
  expect([large.status, ((await large.json()) as { name: string }).name]).toEqual([413, "too_large"]);
  expect((await fetch(`${road.url}/`, { tls: { ca } })).status).toBe(200);
  await client.close();
});
