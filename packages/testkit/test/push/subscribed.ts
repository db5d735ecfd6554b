import { randomUUID } from "node:crypto";
import type { BrowserSubscription, SpawnedServer, WebPushService } from "../../src/index.ts";

/** Lets a spawned server ask the service on this machine, after so many ms. */
export const pushFlags = (grace: number): readonly string[] => [
  "--push-grace",
  String(grace),
  "--outside-allowed",
  "127.0.0.1",
];

/** A device that has subscribed with the service, and gone away. */
export async function subscribed(
  server: Pick<SpawnedServer<unknown>, "connect">,
  token: string,
  service: WebPushService,
): Promise<BrowserSubscription> {
  using wire = await server.connect(token);
  const { key } = await wire.ask("push.key", {});
  const browser = service.browser(key);
  await wire.ask("push.subscribe", browser.target);
  return browser;
}

/** Says something, and is sure that it is kept. */
export async function sayTo(
  server: Pick<SpawnedServer<unknown>, "connect">,
  token: string,
  conv: string,
  text: string,
): Promise<void> {
  using wire = await server.connect(token);
  await wire.ask("message.send", { conv, key: randomUUID(), kind: "text", body: { text } });
}
