import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { webSocketTransport } from "@skein/client";
import type { Entry, ServerFrame } from "@skein/protocol";
import { WireClient } from "../../src/index.ts";
import { direct, entryOf, groupOf, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** As a stranger would write it who has read the specification, and nothing else. */
function digestOf(entries: readonly Entry[]): string {
  let digest = 0n;
  for (const { conv, seq, from, key, at, kind, ref, count, body } of entries) {
    const line = [conv, seq, from, key, at, kind, ref, count, JSON.stringify(body)].join("\n");
    digest ^= createHash("sha256").update(line).digest().readBigUInt64BE();
  }
  return digest.toString(16).padStart(16, "0");
}

const STRANGE = [
  "雁书 😀 e\u0301",
  '"quoted" \\ \\u0041',
  "\t\n\r\u0001\u001f\u007f",
  "line\u2028\u2029\ufeffs",
  "</script>é",
  "x",
];

test("[DIGEST-2] the example of the specification", () => {
  const lunch = { conv: "g:lunch", seq: 1, from: "ann", at: 1763886000000, kind: "group.created", count: 0 } as const;
  const first: Entry = { ...lunch, body: { name: "Lunch", users: ["ann", "bob"] } };
  const said = { conv: "g:lunch", seq: 2, from: "bob", at: 1763886004210, kind: "text", count: 1 } as const;
  const second: Entry = { ...said, key: "0190b2f3-8c4e-7d3a-9f10-3c5a1b2d4e6f", body: { text: '雁书 "here"!' } };
  expect(digestOf([first])).toBe("04a75304587dbb12");
  expect(digestOf([first, second])).toBe("da5436cc08ea38ed");
});

test("[DIGEST-1][DIGEST-2] a stranger's copy of a log has the server's digest at each seq, over both ways and a restart", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "cleo");
  const group = await groupOf(ann, ["bob"]);
  const talk = direct("ann", "bob");
  for (const text of STRANGE) {
    await ann.ask("message.send", words(talk, text));
    await bob.ask("message.send", words(group, text));
  }
  await ann.ask("group.update", { conv: group, name: '一 "name"', color: 4 });
  await ann.ask("group.add", { conv: group, users: ["cleo"] });
  await ann.ask("group.remove", { conv: group, user: "cleo" });
  for (const conv of [talk, group, "s:bob"]) {
    const log = await wholeLog(bob, conv);
    for (const seq of [0, ...upTo(log.length)]) {
      expect(await bob.ask("sync.verify", { conv, seq })).toEqual({ seq, digest: digestOf(log.slice(0, seq)) });
    }
    expect(await bob.ask("sync.verify", { conv })).toEqual({ seq: log.length, digest: digestOf(log) });
  }
  const log = await wholeLog(bob, group);
  await world.restart();
  const answer = await world.post("sync.verify", { conv: group }, { Authorization: `Bearer ${world.token("ann")}` });
  expect(await answer.json()).toEqual({ seq: log.length, digest: digestOf(log) });
});

test("[DIGEST-1] before the first entry a digest is zeros", async () => {
  await using world = await World.start();
  const [ann] = await world.links("ann", "bob");
  const { conversation } = await ann.ask("conversation.open", { user: "bob" });
  const nothing = { seq: 0, digest: "0000000000000000" };
  expect(await ann.ask("sync.verify", { conv: conversation.id })).toEqual(nothing);
  expect(await ann.ask("sync.verify", { conv: conversation.id, seq: 0 })).toEqual(nothing);
});

test("[DIGEST-3][CONV-5] beyond the head there is no digest, and for who is no member there is none at all", async () => {
  await using world = await World.start();
  const [ann, eve] = await world.links("ann", "eve", "bob");
  const conv = direct("ann", "bob");
  await ann.ask("message.send", words(conv, "1"));
  expect(await ann.request("sync.verify", { conv, seq: 2 })).toMatchObject({ name: "invalid", path: "/seq" });
  expect(await ann.request("sync.verify", { conv, seq: -1 })).toMatchObject({ name: "invalid", path: "/seq" });
  for (const asked of [{ conv }, { conv, seq: 0 }, { conv, seq: 2 }, { conv: "g:none" }, { conv: "s:ann" }]) {
    expect(await eve.request("sync.verify", asked)).toMatchObject({ name: "not_found" });
  }
});

test("[DIGEST-4] whoever parses an entry and writes it again has the same text, live, in a page and in a delta", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const heard: string[] = [];
  const ws = webSocketTransport();
  const recording = await WireClient.connect({
    url: world.http,
    token: world.token("ann"),
    transport: (url, events) =>
      ws(url, {
        ...events,
        message(message) {
          heard.push(...message.split("\n"));
          events.message(message);
        },
      }),
  });
  const { cursor } = recording.welcome;
  const conv = await groupOf(ann, ["bob"]);
  for (const text of STRANGE) await bob.ask("message.send", words(conv, text));
  await ann.ask("group.role", { conv, user: "bob", role: "admin" });
  await settled(recording);
  const live = heard.filter((text) => entryOf(conv)(JSON.parse(text) as ServerFrame));
  expect(live).toHaveLength(STRANGE.length + 2);
  for (const text of live) expect(JSON.stringify(JSON.parse(text))).toBe(text);
  const bearer = { Authorization: `Bearer ${world.token("ann")}` };
  for (const [name, params] of [
    ["message.list", { conv }],
    ["sync.changes", { cursor }],
  ] as const) {
    const text = await (await world.post(name, params, bearer)).text();
    for (const entry of live) {
      const fields = entry.slice('{"type":"entry",'.length, entry.lastIndexOf(',"cursor":'));
      expect(text).toContain(`{${fields}}`);
    }
  }
  recording.close();
});

test("[DIGEST-5] what was taken back counts without its content, at any seq from then on", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const { seq } = await ann.ask("message.send", words(conv, "gone soon"));
  await bob.ask("message.send", words(conv, "stays"));
  await ann.ask("message.edit", { conv, seq, key: "edit-00001", body: { text: "gone" } });
  await ann.ask("message.recall", { conv, seq, key: "recall-001" });
  const log = await wholeLog(bob, conv);
  expect(log.map(({ body }) => body)).toEqual([{}, { text: "stays" }, {}, {}] as never);
  for (const end of upTo(log.length)) {
    expect(await bob.ask("sync.verify", { conv, seq: end })).toEqual({ seq: end, digest: digestOf(log.slice(0, end)) });
  }
});
