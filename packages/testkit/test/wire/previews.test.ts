import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Entry } from "@skein/protocol";
import { direct, newKey, outcome, words } from "./fixture/talk.ts";
import { Sender } from "./fixture/upload.ts";
import { type Linked, World } from "./fixture/world.ts";

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const asked: string[] = [];
const html = (head: string, type = "text/html"): Response =>
  new Response(`<!doctype html><html><head>${head}</head><body>…</body></html>`, { headers: { "content-type": type } });

/** A web of pages on this machine, which the operator allowed. */
const pages: Bun.Server<undefined> = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  idleTimeout: 60,
  fetch(request) {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    switch (pathname) {
      case "/goose":
        return html(
          `<title>no</title><meta property="og:title" content="Geese &amp; letters\u202e\n雁书">
           <meta name="description" content="How geese carry letters"><meta property="og:site_name" content="Skein">`,
        );
      case "/gbk":
        return new Response(
          Buffer.concat([Buffer.from("<meta charset=gbk><title>"), Buffer.from([0xd1, 0xe3, 0xca, 0xe9])]),
          {
            headers: { "content-type": "text/html" },
          },
        );
      case "/long":
        return html(`<title>${"雁".repeat(5_000)}</title><meta name=description content="${"é".repeat(5_000)}">`);
      case "/pictured":
        return html(`<title>Pictured</title><meta property="og:image" content="/goose.png">`);
      case "/badly-pictured":
        return html(
          `<title>Badly pictured</title><meta property="og:image" content="http://127.0.0.2:${pages.port}/goose.png">`,
        );
      case "/falsely-pictured":
        return html(`<title>Falsely pictured</title><meta property="og:image" content="/goose">`);
      case "/goose.png":
        return new Response(PIXEL, { headers: { "content-type": "text/plain" } });
      case "/on":
        return Response.redirect("/goose");
      case "/inside":
        return Response.redirect(`http://127.0.0.2:${pages.port}/goose`);
      case "/round":
        return Response.redirect("/round");
      case "/large":
        return html(`<!--${"x".repeat(600_000)}--><title>too late</title>`);
      case "/picture":
        return new Response("<title>no page</title>", { headers: { "content-type": "image/svg+xml" } });
      case "/failed":
        return new Response("<title>Not found</title>", { status: 404, headers: { "content-type": "text/html" } });
      default:
        return html("");
    }
  },
});
const at = (path: string) => `http://127.0.0.1:${pages.port}${path}`;

let world: World;
let ann: Linked;
let bob: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start({ previews: { enabled: true }, outside: { allowed: ["127.0.0.1"] } });
  [ann, bob] = await world.links("ann", "bob");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await pages.stop(true);
});

const previewOf = async (url: string) => (await ann.ask("link.preview", { url })).preview;
const said = async (body: object) => {
  const { seq } = await ann.ask("message.send", { conv, key: newKey(), kind: "text", body } as never);
  return ((await bob.ask("message.get", { conv, seqs: [seq] })).entries[0] as Entry).body as Record<string, unknown>;
};

test("[PREVIEW-1] a text says of a page what the server found there, and nothing that its author makes up", async () => {
  const url = at("/goose");
  const preview = { url, title: "Geese & letters 雁书", text: "How geese carry letters", site: "Skein" };
  expect(await previewOf(`${url}#part`)).toEqual(preview);
  expect(await said({ text: url, preview: { url, title: "made up", text: "made up" } })).toEqual({
    text: url,
    preview,
  });
  expect(await said({ text: "x", preview: { url: at("/unknown"), title: "made up" } })).toEqual({ text: "x" });
  expect((await ann.ask("server.info", {})).previews).toBe(true);
  // asked once for everybody
  const before = asked.length;
  expect((await bob.ask("link.preview", { url })).preview).toEqual(preview);
  expect(asked.length).toBe(before);
  // said again elsewhere, and with its key again, it stays as it was
  const { seq } = await ann.ask("message.send", { ...words(conv, "one"), body: { text: "one", preview: { url } } });
  const { places } = await ann.ask("message.forward", { conv, key: newKey(), seqs: [seq], to: [conv], merged: false });
  const again = await bob.ask("message.get", { conv, seqs: places[0]?.seqs ?? [] });
  expect((again.entries[0] as Entry).body).toMatchObject({ preview });
  const message = { conv, key: newKey(), kind: "text", body: { text: "two", preview: { url: at("/never-asked") } } };
  const first = await ann.ask("message.send", message as never);
  await previewOf(at("/never-asked"));
  expect(await ann.ask("message.send", message as never)).toEqual(first);
});

test("pages are read in their encoding, and what they say is bounded", async () => {
  expect((await previewOf(at("/gbk")))?.title).toBe("雁书");
  expect((await previewOf(at("/on")))?.title).toBe("Geese & letters 雁书");
  const long = await previewOf(at("/long"));
  expect([
    Array.from(long?.title ?? "").length,
    long?.title.endsWith("雁…"),
    Array.from(long?.text ?? "").length,
  ]).toEqual([200, true, 400]);
});

test("[PREVIEW-1] the picture of a page is kept, and fetched by whoever may read a message that shows it", async () => {
  const url = at("/pictured");
  const image = (await previewOf(url))?.image;
  expect(image).toMatchObject({ type: "image/png", width: 1, height: 1 });
  const [anns, bobs, eves] = [
    await Sender.of(world, "ann"),
    await Sender.of(world, "bob"),
    await Sender.of(world, "eve"),
  ];
  const id = image?.id ?? "";
  expect((await bobs.get(id)).status).toBe(404);
  const { seq } = await ann.ask("message.send", { ...words(conv, url), body: { text: url, preview: { url } } });
  expect([(await anns.get(id)).status, (await bobs.get(id)).status, (await eves.get(id)).status]).toEqual([
    200, 200, 404,
  ]);
  // where it is said again, others may see it; where it was taken back, nobody
  const other = direct("ann", "eve");
  await ann.ask("message.forward", { conv, key: newKey(), seqs: [seq], to: [other], merged: false });
  expect((await eves.get(id)).status).toBe(200);
  await ann.ask("message.recall", { conv, key: newKey(), seq });
  expect([(await bobs.get(id)).status, (await eves.get(id)).status]).toEqual([404, 200]);
  for (const path of ["/badly-pictured", "/falsely-pictured"]) {
    const preview = await previewOf(at(path));
    expect(preview?.title).toContain("pictured");
    expect(preview?.image).toBeUndefined();
  }
});

test("[PREVIEW-2] what is or leads inside is not asked", async () => {
  const before = asked.length;
  for (const url of [`http://127.0.0.2:${pages.port}/goose`, `http://[::1]:${pages.port}/goose`, "http://10.0.0.1/"])
    expect(await previewOf(url)).toBeUndefined();
  expect(await outcome(ann.ask("link.preview", { url: "http://user:secret@127.0.0.1/" }))).toBe("ok");
  expect(asked.length).toBe(before);
  expect(await previewOf(at("/inside"))).toBeUndefined();
  expect(asked.slice(before)).toEqual(["/inside"]);
  for (const url of ["file:///etc/passwd", "javascript:alert(1)", "ftp://x/", "http://", "http://a b/", ""])
    expect(await outcome(ann.ask("link.preview", { url }))).toBe("invalid");
});

test("[PREVIEW-3] a page that says nothing of use is answered without a preview", async () => {
  for (const path of ["/round", "/large", "/picture", "/failed", "/empty"])
    expect([path, await previewOf(at(path))]).toEqual([path, undefined]);
  expect(await previewOf(`http://127.0.0.1:1/`)).toBeUndefined();
});

test("[PREVIEW-4] where previews are not switched on no page is asked", async () => {
  await using off = await World.alone({ outside: { allowed: ["127.0.0.1"] } });
  const eve = await off.link("eve");
  const before = asked.length;
  expect(await outcome(eve.ask("link.preview", { url: at("/goose") }))).toBe("refused");
  expect((await eve.ask("server.info", {})).previews).toBe(false);
  expect(asked.length).toBe(before);
});
