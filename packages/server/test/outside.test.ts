import { afterAll, expect, test } from "bun:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { AddressRanges } from "../src/kit/address-ranges.ts";
import { createOutside, NotFetched, type OutsideAsk } from "../src/kit/outside.ts";
import { isPublic } from "../src/kit/public-address.ts";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "fe80::1",
  "fd00::1",
  "ff02::1",
  "2002:7f00:1::1",
  "2001:db8::1",
  "no address",
])("%s is not on the public internet", (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111"])("%s is", (address) => {
  expect(isPublic(address)).toBe(true);
});

const FAR = 65_536;
/** Packed whatever was asked for, and says what that was. */
const packedAs = (encoding: string, { headers }: Request, body: Uint8Array<ArrayBuffer>): Response =>
  new Response(body, { headers: { "Content-Encoding": encoding, "X-Asked": headers.get("accept-encoding") ?? "" } });
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  routes: {
    "/plain": (request) => new Response(`${request.headers.get("host")} ${request.headers.get("cookie")}`),
    "/large": new Response(new Uint8Array(FAR)),
    "/endless": () =>
      new Response(
        new ReadableStream({
          async pull(stream) {
            await Bun.sleep(5);
            stream.enqueue(new Uint8Array(10));
          },
        }),
      ),
    "/packed": (request) => packedAs("gzip", request, gzipSync(new Uint8Array(FAR))),
    "/cut-off": (request) =>
      packedAs("gzip", request, gzipSync(crypto.getRandomValues(new Uint8Array(FAR))).subarray(0, 9_000)),
    "/no-gzip": (request) => packedAs("gzip", request, Buffer.from("no gzip at all")),
    "/otherwise": (request) => packedAs("br", request, brotliCompressSync(new Uint8Array(FAR))),
    "/silent": () => new Promise<Response>(() => undefined),
    "/in": Response.redirect("http://inside.test/plain"),
    "/round": Response.redirect("/round"),
    "/on": Response.redirect("/plain"),
    "/file": new Response(null, { status: 302, headers: { location: "file:///etc/passwd" } }),
  },
});
afterAll(() => server.stop(true));

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "outside.test": ["127.0.0.1"],
  "inside.test": ["10.0.0.7"],
  "both.test": ["127.0.0.1", "10.0.0.7"],
  "nowhere.test": [],
};
const asked: string[] = [];
const outside = createOutside({
  allowed: new AddressRanges(["127.0.0.1"]),
  resolve: (name) => {
    asked.push(name);
    const found = NAMES[name];
    return found ? Promise.resolve(found) : Promise.reject(new Error("ENOTFOUND"));
  },
});
const at = (path: string, host = "outside.test") => `http://${host}:${server.port}${path}`;
const ASK: OutsideAsk = { schemes: ["http:"], redirects: 3, timeout: 5_000, most: 1_000 };

async function faultOf(address: string, ask: Partial<OutsideAsk> = {}): Promise<string> {
  try {
    await outside(address, { ...ASK, ...ask });
  } catch (fault) {
    if (fault instanceof NotFetched) return fault.why;
    throw fault;
  }
  return "none";
}

test("what is outside is fetched under its own name, by the address that was looked up for it", async () => {
  const { status, body, url, cut } = await outside(at("/plain"), ASK);
  expect([status, new TextDecoder().decode(body), cut]).toEqual([200, `outside.test:${server.port} null`, false]);
  expect(url).toBe(at("/plain"));
  expect((await outside(at("/on"), ASK)).url).toBe(at("/plain"));
  // whoever does not follow is told where it would have gone
  const { status: sent } = await outside(at("/on"), { ...ASK, redirects: 0 });
  expect(sent).toBe(302);
});

test("what leads inside, at once or by a redirect, is not asked", async () => {
  expect(await faultOf(at("/plain", "inside.test"))).toBe("private");
  expect(await faultOf(at("/plain", "both.test"))).toBe("private");
  expect(await faultOf(at("/in"))).toBe("private");
  expect(asked.at(-1)).toBe("inside.test");
  expect(await faultOf("http://[::1]/")).toBe("private");
  expect(await faultOf("http://2130706434/")).toBe("private");
  expect(await faultOf("http://0xa000007/")).toBe("private");
});

test("what is no address, goes round, hangs, or never ends is given up, and says why", async () => {
  expect(await faultOf("no address")).toBe("address");
  expect(await faultOf("ftp://outside.test/")).toBe("address");
  expect(await faultOf(at("/plain").replace("//", "//user:secret@"))).toBe("address");
  expect(await faultOf(at("/file"))).toBe("address");
  expect(await faultOf(at("/plain", "unknown.test"))).toBe("name");
  expect(await faultOf(at("/plain", "nowhere.test"))).toBe("name");
  expect(await faultOf(at("/round"))).toBe("redirects");
  expect(await faultOf(at("/silent"), { timeout: 50 })).toBe("timeout");
  expect(await faultOf(at("/endless"), { timeout: 200 })).toBe("timeout");
  expect(await faultOf("http://outside.test:1/")).toBe("network");
});

test("what comes packed is unpacked only as far as it is read, and not at all where it was packed in a way that nobody asked for", async () => {
  const read = async (path: string, most: number) => {
    const { body, cut, headers } = await outside(at(path), { ...ASK, most });
    return [body.length, cut, headers.get("x-asked")];
  };
  expect(await read("/packed", 1_000)).toEqual([1_000, true, "gzip"]);
  expect(await read("/packed", FAR)).toEqual([FAR, false, "gzip"]);
  const [length] = await read("/cut-off", FAR);
  expect(Number(length)).toBeWithin(1, 9_000);
  expect(await read("/no-gzip", FAR)).toEqual([0, false, "gzip"]);
  expect(await read("/otherwise", FAR)).toEqual([0, true, "gzip"]);
});

test("no more is read than was asked for", async () => {
  const { body, cut } = await outside(at("/large"), ASK);
  expect([body.length, cut]).toEqual([1_000, true]);
  const ended = await outside(at("/endless"), { ...ASK, most: 15 });
  expect([ended.body.length, ended.cut]).toEqual([15, true]);
  const left = await outside(at("/large"), { ...ASK, wanted: () => false });
  expect([left.body.length, left.cut]).toEqual([0, true]);
});
