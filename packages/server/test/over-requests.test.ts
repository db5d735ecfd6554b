import { expect, test } from "bun:test";
import { LINK_PATH } from "@skein/protocol";
import { linkRoom, until } from "./link-room.ts";
import { ManualClock } from "./manual-clock.ts";

/* What only requests can do to a link: come twice, be cut, read in each other's place, guess. */

/** A link whose requests are made one by one. */
class ByHand {
  private constructor(
    readonly base: string,
    readonly id: string,
  ) {}

  static async open(url: string, first = "hello"): Promise<ByHand> {
    const answer = await fetch(`${url}${LINK_PATH}?wait=0`, { method: "POST", body: first });
    const link = /"link":"([^"]+)"/.exec(await answer.text())?.[1] ?? "";
    return new ByHand(`${url}${LINK_PATH}/${link}`, link);
  }

  post(query: string, body?: string): Promise<Response> {
    return fetch(`${this.base}?${query}`, { method: "POST", body: body ?? null });
  }

  async poll(after: number, wait = 0): Promise<string> {
    return (await fetch(`${this.base}?after=${after}&wait=${wait}`)).text();
  }

  stream(after: number, signal?: AbortSignal): Promise<Response> {
    return fetch(`${this.base}?after=${after}`, { signal: signal ?? null });
  }
}

/** A comment. */
const QUIET = ":\n\n";
const event = (n: number, text: string): string => `id: ${n}\ndata: ${text}\n\n`;

test("[CARRY-3] a message that comes twice is taken once, and one that came too early not at all", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  expect((await link.post("n=2", "two")).status).toBe(204);
  expect((await link.post("n=2", "two")).status).toBe(204);
  expect((await link.post("n=1", "hello")).status).toBe(204);
  expect((await link.post("n=4", "four")).status).toBe(409);
  expect((await link.post("n=3", "three")).status).toBe(204);
  expect(room.links[0]?.texts).toEqual(["hello", "two", "three"]);
});

test("[CARRY-2] what was not acknowledged comes again, also after a stream was cut in its midst; what was, does not", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  const [heard] = room.links;
  const cut = new AbortController();
  const stream = await link.stream(0, cut.signal);
  heard?.link.write("one");
  const reader = stream.body?.getReader();
  let text = "";
  while (text.length < QUIET.length + event(1, "one").length) {
    text += new TextDecoder().decode((await reader?.read())?.value);
  }
  expect(text).toBe(QUIET + event(1, "one"));
  cut.abort();
  heard?.link.write("two");
  expect(await link.poll(0)).toBe(event(1, "one") + event(2, "two"));
  expect(await link.poll(1)).toBe(event(2, "two"));
  expect(heard?.link.waiting()).toBe(3);
  expect((await link.stream(0)).status).toBe(404);
  expect((await link.stream(3)).status).toBe(404);
  await link.post("ack=2");
  expect(heard?.link.waiting()).toBe(0);
  expect(await link.poll(2)).toBe("");
});

test("[CARRY-4] of two that read one link the later one goes on, and the earlier one is ended", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  const first = await link.stream(0);
  const second = link.poll(0, 20_000);
  expect(await first.text()).toBe(QUIET);
  room.links[0]?.link.write("for the second");
  expect(await second).toBe(event(1, "for the second"));
});

test("[CARRY-1] an id that nobody was told leads nowhere, and whoever guesses learns nothing", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  expect(link.id).toMatch(/^alone\.[0-9a-z]{26}$/);
  for (const id of ["x", `${link.id}x`, link.id.slice(0, -1), "alone.", "other.node", "a b.c", "*.>"]) {
    for (const query of ["?after=0", "?after=0&wait=0"]) {
      expect((await fetch(`${room.url}${LINK_PATH}/${id}${query}`)).status).toBe(404);
    }
    expect((await fetch(`${room.url}${LINK_PATH}/${id}?n=2`, { method: "POST", body: "x" })).status).toBe(404);
  }
  expect((await fetch(`${room.url}${LINK_PATH}`)).status).toBe(405);
  expect((await fetch(link.base, { method: "PUT" })).status).toBe(405);
  expect((await link.post("n=two", "x")).status).toBe(400);
  expect(room.links[0]?.texts).toEqual(["hello"]);
});

test("[CARRY-4] nothing in between may keep an answer, change it, or hold it back", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  for (const query of ["after=0", "after=0&wait=0"]) {
    const { headers } = await fetch(`${link.base}?${query}`);
    expect(headers.get("cache-control")).toBe("no-store, no-transform");
    expect(headers.get("x-accel-buffering")).toBe("no");
    expect(headers.get("content-type")).toBe("text/event-stream");
  }
});

test("[CARRY-6] a link that nobody asks for is gone after 15 s, one that is read stays and is kept awake, and one that has ended is forgotten", async () => {
  const clock = new ManualClock();
  await using room = linkRoom({ clock });
  const [forsaken, read, ended] = [
    await ByHand.open(room.url, "forsaken"),
    await ByHand.open(room.url, "read"),
    await ByHand.open(room.url, "ended"),
  ];
  const stream = await read.stream(0);
  room.links[2]?.link.close(4000, "drain");
  expect(await ended.poll(0)).toBe('event: close\ndata: {"code":4000,"reason":"drain"}\n\n');
  for (let ms = 0; ms < 20_000; ms += 1_000) clock.pass(1_000);
  expect(room.links[0]?.code).toBe(1006);
  expect(room.admission.open).toBe(1);
  expect((await forsaken.stream(0)).status).toBe(404);
  expect((await ended.stream(0)).status).toBe(404);
  expect(room.links[1]?.code).toBeUndefined();
  room.links[1]?.link.close(4000, "");
  expect((await stream.text()).split("event")[0]).toBe(QUIET + QUIET);
});

test("[CARRY-7] foreign origins, a full server and one that stops open no link", async () => {
  await using room = linkRoom({ connections: 1 });
  const open = (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${room.url}${LINK_PATH}?wait=0`, { method: "POST", body: "hello", headers });
  expect((await open({ Origin: "https://elsewhere.example" })).status).toBe(403);
  expect((await open({ Origin: room.url })).status).toBe(200);
  const full = await open();
  expect([full.status, full.headers.get("retry-after")]).toEqual([503, "5"]);
  room.links[0]?.link.close(1000, "");
  room.listener.refuse();
  expect((await open()).status).toBe(503);
  expect(["origin", "full", "draining"].map((why) => room.traffic.turnedAway.of(why))).toEqual([1, 1, 1]);
});

test("[CARRY-7] what is no text ends the link, and so does what is too large", async () => {
  await using room = linkRoom();
  const [one, other] = [await ByHand.open(room.url), await ByHand.open(room.url)];
  const bytes = await fetch(`${one.base}?n=2`, { method: "POST", body: new Uint8Array([0xc3, 0x28]) });
  expect(bytes.status).toBe(400);
  expect((await other.post("n=2", "x".repeat(200_000))).status).toBe(413);
  await until(() => room.links.every(({ code }) => code !== undefined));
  expect(room.links.map(({ code, texts }) => [code, texts])).toEqual([
    [1007, ["hello"]],
    [1009, ["hello"]],
  ]);
});

test("[SLOW-1] whoever reads and acknowledges nothing is behind, and not beyond what is under way", async () => {
  await using room = linkRoom();
  const link = await ByHand.open(room.url);
  const [heard] = room.links;
  const stream = await link.stream(0);
  const piece = "x".repeat(50_000);
  expect([heard?.link.write(piece), heard?.link.write(piece), heard?.link.write(piece)]).toEqual([true, true, false]);
  expect(heard?.link.waiting()).toBe(150_000);
  await link.post("ack=1");
  expect(heard?.drains).toBe(0);
  await link.post("ack=2");
  expect(heard?.drains).toBe(1);
  await stream.body?.cancel();
});
