import { expect, test } from "bun:test";
import { COMMANDS } from "@skein/protocol/schema";
import { startServer, WireClient } from "@skein/testkit";

/** What `/metrics` tells, by name and labels. */
async function scrape(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

test("a talk is counted where it passes: connections, hellos, commands, batches, deliveries, bytes", async () => {
  await using server = await startServer();
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const before = await scrape(server.url);
  using wire = await server.connect(ann.token);
  using other = await server.connect(bob.token);
  const { conversation } = await wire.ask("conversation.open", { user: bob.id });
  for (let i = 0; i < 5; i++) {
    const message = { conv: conversation.id, key: `metrics-key-${i}`, kind: "text" as const, body: { text: "安 hi" } };
    const { seq } = await wire.ask("message.send", message);
    // the same once more is answered, and neither written nor delivered
    await wire.ask("message.send", message);
    await other.next((frame) => frame.type === "entry" && frame.seq === seq);
  }
  await wire.request("message.list", { conv: "g:unknown" });
  await wire.request("invented.command");
  const cursor = (await other.ask("sync.changes", {})).cursor;
  other.close();
  using back = await server.connect(bob.token, cursor);
  const refused = await WireClient.connect({ url: server.url, token: "invented" }).catch((fault: unknown) =>
    String(fault),
  );
  expect(refused).toContain("unauthenticated");
  expect(back.welcome.resume).toBe("delta");

  // the server hears of a link's end in its own time
  while (server.server.traffic.closes.of("unauthenticated") === 0) await scrape(server.url);
  const scrapes = (await scrape(server.url)).get('skein_http_requests_total{route="metrics",status="200"}') ?? 0;
  const after = await scrape(server.url);
  const grown = (series: string) => (after.get(series) ?? 0) - (before.get(series) ?? 0);
  expect(grown('skein_commands_total{command="message.send",result="ok"}')).toBe(10);
  expect(grown('skein_command_seconds_count{command="message.send"}')).toBe(10);
  expect(grown('skein_commands_total{command="message.list",result="not_found"}')).toBe(1);
  expect(grown('skein_commands_total{command="unknown",result="unknown_command"}')).toBe(1);
  expect(grown('skein_link_errors_total{error="not_found"}')).toBe(1);
  expect(grown('skein_hellos_total{result="reset",reason="no_cursor"}')).toBe(2);
  expect(grown('skein_hellos_total{result="delta",reason=""}')).toBe(1);
  expect(grown('skein_hellos_total{result="refused",reason="unauthenticated"}')).toBe(1);
  expect(grown('skein_connections_closed_total{code="unauthenticated"}')).toBe(1);
  expect(grown("skein_entries_total")).toBe(5);
  expect(grown("skein_deliveries_total")).toBeGreaterThanOrEqual(10);
  expect(grown("skein_batch_writes_count")).toBe(grown("skein_commit_seconds_count"));
  expect(grown("skein_batch_writes_sum")).toBeGreaterThanOrEqual(5);
  expect(grown("skein_messages_received_total")).toBeGreaterThanOrEqual(14);
  expect(grown("skein_frames_sent_total")).toBeGreaterThanOrEqual(grown("skein_link_writes_total"));
  // what is heard over a link is text of so many bytes; nothing else was sent by this node
  expect(grown("skein_bytes_sent_total")).toBeGreaterThan(10 * Buffer.byteLength("安 hi"));
  expect(after.get("skein_people_online")).toBe(2);
  expect(after.get("skein_connections")).toBeGreaterThanOrEqual(2);
  expect(after.get("skein_conversations_in_memory")).toBeGreaterThanOrEqual(1);
  expect(after.get("skein_recent_changes")).toBeGreaterThanOrEqual(5);
  expect(after.get("skein_ready")).toBe(1);
  expect(after.get('skein_http_requests_total{route="metrics",status="200"}')).toBe(scrapes + 1);
  expect(after.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

test("labels are words of ours, however much clients invent: no person, no conversation, no name", async () => {
  await using server = await startServer();
  const ann = await server.person("Zugvogel");
  using wire = await server.connect(ann.token);
  const { conversation } = await wire.ask("conversation.open", { user: ann.id });
  await wire.ask("message.send", {
    conv: conversation.id,
    key: "kranich-key-1",
    kind: "text",
    body: { text: "kranich" },
  });
  for (let i = 0; i < 20; i++) {
    await wire.request(`invented.${i}`);
    await fetch(`${server.url}/invented/${i}`);
    await fetch(`${server.url}/v1/invented.${i}`, { method: "POST" });
    using link = await WireClient.open({ url: server.url });
    link.close(3000 + i);
  }
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (const secret of [ann.id, ann.token, conversation.id, "ugvogel", "kranich", "invented"])
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  const named = text.matchAll(/^skein_commands_total\{command="([^"]+)"/gm);
  const commands = new Set([...named].map(([, command]) => command));
  expect(commands).toEqual(new Set([...Object.keys(COMMANDS), "unknown"]));
});
