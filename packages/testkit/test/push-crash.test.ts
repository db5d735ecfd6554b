import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SpawnedServer, WebPushService } from "../src/index.ts";
import { pushFlags, sayTo, subscribed } from "./push/subscribed.ts";

test("[PUSH-3] kill -9 between message and push, and between push and its answer: each is told, with one id, and shown once", async () => {
  await using service = WebPushService.start();
  await using server = await SpawnedServer.create(
    ({ person }) => Promise.all(["Ann", "Bob"].map((name) => person(name))),
    pushFlags(600),
  );
  const [ann, bob] = server.people as [(typeof server.people)[0], (typeof server.people)[0]];
  await server.start();
  const phone = await subscribed(server, ann.token, service);
  const conv = directId(ann.id, bob.id);

  // the message is acknowledged, and nobody has been told
  await sayTo(server, bob.token, conv, "before the push");
  await server.kill("SIGKILL");
  expect(service.asked.items).toEqual([]);
  await server.start();
  const first = await service.pushes.one(({ message }) => message.body === "before the push");
  expect(first.to).toBe(phone);

  // the service has it, and its answer does not arrive any more
  const taken: string[] = [];
  service.behave(phone, async (request) => {
    taken.push(request.headers.get("topic") ?? "");
    return taken.length === 1 ? new Promise<undefined>(() => undefined) : undefined;
  });
  await sayTo(server, bob.token, conv, "without an answer");
  await service.asked.first(2);
  await server.kill("SIGKILL");
  await server.start();
  const second = await service.pushes.one(({ message }) => message.body === "without an answer");
  // what came twice has one collapsing key and one id, by which a worker knows it
  expect(taken).toEqual([second.topic, second.topic]);

  await sayTo(server, bob.token, conv, "the end");
  await service.pushes.one(({ message }) => message.body === "the end");
  expect(service.pushes.items.map(({ message }) => message.body)).toEqual([
    "before the push",
    "without an answer",
    "the end",
  ]);
  expect(new Set(service.pushes.items.map(({ message }) => message.id)).size).toBe(3);
  expect(service.faults).toEqual([]);
}, 60_000);
