import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { RawSocket } from "./fixture/raw-socket.ts";
import { direct, settled, upTo, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

const OFFER = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
const conv = direct("ann", "bob");
const PAGE = JSON.stringify({ type: "message.list", id: 5, params: { conv, limit: 50 } });

let world: World;
let ann: Linked;
let page: string;

beforeAll(async () => {
  world = await World.start();
  [ann] = await world.links("ann", "bob");
  for (const n of upTo(50)) await ann.ask("message.send", words(conv, `what was said as number ${n}, 会议`));
  page = JSON.stringify(await ann.ask("message.list", { conv, limit: 50 }));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function hello(headers: Readonly<Record<string, string>>, at = world) {
  const raw = await RawSocket.ask(at.port, headers);
  raw.say(JSON.stringify({ type: "hello", id: 1, token: at.token("bob") }));
  await raw.message((text) => text.includes('"welcome"'));
  return raw;
}

async function pageOf(raw: RawSocket): Promise<string> {
  const answer = await raw.message((text) => text.includes('"id":5'));
  return JSON.stringify((JSON.parse(answer) as { readonly result: unknown }).result);
}

test("[CONN-12] a page comes packed to whoever offered that, each message by itself, and what is small as it is", async () => {
  using raw = await hello(OFFER);
  expect(raw.answer.headers.get("sec-websocket-extensions")).toMatch(/^permessage-deflate;/);
  for (const side of ["server", "client"])
    expect(raw.answer.headers.get("sec-websocket-extensions")).toContain(`${side}_no_context_takeover`);
  expect(raw.unpacked).toEqual([]);
  // what one sends may be packed as well
  raw.packed(Buffer.from(PAGE));
  expect(await pageOf(raw)).toBe(page);
  const [{ from, to } = { from: 0, to: 0 }, ...more] = raw.unpacked;
  expect(more).toEqual([]);
  expect(to).toBeGreaterThan(page.length);
  expect(from).toBeLessThan(to / 3);
});

test("[CONN-12] whoever did not offer it gets all as it is, and so does everybody where it is off", async () => {
  using plain = await hello({});
  expect(plain.answer.headers.has("sec-websocket-extensions")).toBe(false);
  plain.say(PAGE);
  expect(await pageOf(plain)).toBe(page);
  expect(plain.unpacked).toEqual([]);

  await using off = await World.start({ compression: false });
  using raw = await hello(OFFER, off);
  expect(raw.answer.headers.has("sec-websocket-extensions")).toBe(false);
});

test("[CONN-12] what unpacks to more than a frame may hold, or to nonsense, ends its own link only", async () => {
  const wrong: readonly (readonly [what: string, say: (raw: RawSocket) => void])[] = [
    ["a bomb", (raw) => raw.packed(Buffer.alloc(64 * LIMITS.frame, " "))],
    ["a little too much", (raw) => raw.packed(Buffer.alloc(LIMITS.frame + 1, " "))],
    ["no deflate at all", (raw) => raw.part(0x41, Buffer.from("this was never packed"), true)],
  ];
  for (const [what, say] of wrong) {
    using raw = await hello(OFFER);
    say(raw);
    raw.say('{"type":"account.get","id":77}');
    await raw.ended;
    expect({ what, answered: raw.messages.filter((text) => text.includes('"id":77')) }).toEqual({ what, answered: [] });
    await settled(ann);
  }
  // and as much as a frame may hold is taken
  using raw = await hello(OFFER);
  const ask = '{"type":"account.get","id":78}';
  raw.packed(Buffer.from(ask + " ".repeat(LIMITS.frame - ask.length)));
  expect(await raw.message((text) => text.includes('"id":78'))).toContain('"ok"');
});

test("[HTTP-9] a large answer over HTTP is gzip for whoever accepts it", async () => {
  const token = { Authorization: `Bearer ${world.token("bob")}` };
  const ask = async (accepted: string, limit = 50) => {
    const headers = { ...token, "Accept-Encoding": accepted };
    const response = await world.post("message.list", { conv, limit }, headers);
    return {
      // a server may leave room between entries
      text: JSON.stringify(await response.json()),
      encoding: response.headers.get("content-encoding"),
      vary: response.headers.get("vary"),
    };
  };
  const packed = await ask("br, gzip");
  expect(packed).toMatchObject({ text: page, encoding: "gzip" });
  expect(packed.vary).toContain("Accept-Encoding");
  expect(await ask("identity")).toMatchObject({ text: page, encoding: null });
  expect(await ask("gzip;q=0")).toMatchObject({ encoding: null });
  expect(await ask("gzip", 1)).toMatchObject({ encoding: null });
});
