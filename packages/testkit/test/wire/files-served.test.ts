import { afterAll, beforeAll, expect, test } from "bun:test";
import type { FileInfo, Params } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { avif, bmp, movingGif, movingPng, movingWebp, photo, png, TELLTALE } from "./fixture/picture.ts";
import { direct, groupOf, newKey, outcome } from "./fixture/talk.ts";
import { noise, Sender, sha256 } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

let world: World;
let ann: Sender;
let bob: Sender;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start({ files: { pixels: 4_000_000 } });
  [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
});
afterAll(() => world[Symbol.asyncDispose]());

const holds = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words);
const text = (words: string) => new Uint8Array(Buffer.from(words));
const recall = (by: Sender, at: string, seq: number) => by.link.ask("message.recall", { conv: at, seq, key: newKey() });

test("[FILE-7] ranges, tags and heads are answered as HTTP says", async () => {
  const bytes = noise(10_000, "ranges");
  const { id } = await ann.file(bytes, { name: "r.bin" });
  const whole = await ann.get(id);
  const etag = whole.headers.get("etag") ?? "";
  expect([whole.headers.get("accept-ranges"), whole.headers.get("content-length")]).toEqual(["bytes", "10000"]);
  const part = async (range: string, more: Record<string, string> = {}) => {
    const answer = await ann.get(id, { Range: range, ...more });
    return [answer.status, answer.headers.get("content-range"), (await answer.bytes()).length];
  };
  expect(await part("bytes=0-0")).toEqual([206, "bytes 0-0/10000", 1]);
  expect(await part("bytes=9000-")).toEqual([206, "bytes 9000-9999/10000", 1_000]);
  expect(await part("bytes=9000-99999")).toEqual([206, "bytes 9000-9999/10000", 1_000]);
  expect(await part("bytes=-5")).toEqual([206, "bytes 9995-9999/10000", 5]);
  expect(await part("bytes=10000-")).toEqual([416, "bytes */10000", 0]);
  expect(await part("bytes=-0")).toEqual([416, "bytes */10000", 0]);
  expect(await part(`bytes=${"9".repeat(16)}-`)).toEqual([416, "bytes */10000", 0]);
  expect(await part(`bytes=${"9".repeat(20)}-`)).toEqual([416, "bytes */10000", 0]);
  expect(await part(`bytes=9000-${"9".repeat(20)}`)).toEqual([206, "bytes 9000-9999/10000", 1_000]);
  for (const odd of ["bytes=5-1", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-"]) {
    expect(await part(odd)).toEqual([200, null, 10_000]);
  }
  expect(await part("bytes=0-9", { "If-Range": etag })).toEqual([206, "bytes 0-9/10000", 10]);
  expect(await part("bytes=0-9", { "If-Range": '"another"' })).toEqual([200, null, 10_000]);
  expect((await ann.get(id, { "If-None-Match": `"x", W/${etag}` })).status).toBe(304);
  const inMiddle = await ann.get(id, { Range: "bytes=100-199" });
  expect(sha256(await inMiddle.bytes())).toBe(sha256(bytes.slice(100, 200)));
  const head = await fetch(`${world.http}/v1/files/${id}`, { method: "HEAD", headers: ann.headers() });
  expect([head.status, head.headers.get("content-length"), (await head.bytes()).length]).toEqual([200, "10000", 0]);
  expect((await fetch(`${world.http}/v1/files/${id}`, { method: "POST", headers: ann.headers() })).status).toBe(405);
  expect((await fetch(`${world.http}/v1/files/${id}`)).status).toBe(401);
});

test("[FILE-4][FILE-7] what could run on our origin never does, whatever it is called and however it begins", async () => {
  const active: [string, Uint8Array<ArrayBuffer>][] = [
    ["image/svg+xml", text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["text/html", text("\ufeff  <!-- a picture --> <HTML><script>alert(1)</script>")],
    ["application/xml", text('<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml"/>')],
    ["application/pdf", text("%PDF-1.7 1 0 obj << /OpenAction << /JS (app.alert(1)) >> >>")],
    ["text/html", new Uint8Array(Buffer.from("\ufeff<script>alert(1)</script>", "utf16le"))],
  ];
  for (const [type, bytes] of active) {
    const file = await ann.file(bytes, { name: "cat.png", type: "image/png" });
    expect(file.type).toBe(type);
    const { headers } = await ann.get(file.id);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toStartWith("attachment;");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toStartWith("sandbox; default-src 'none'");
    expect(await outcome(ann.link.ask("message.send", { conv, key: newKey(), kind: "image", body: { file } }))).toBe(
      "invalid",
    );
  }
  // a picture and a page at once: it is a picture, told as one, and what is no picture in it is gone
  const both = new Uint8Array(Buffer.concat([png(8, 8), text("<html><script>alert(1)</script>")]));
  const polyglot = await ann.get((await ann.file(both, { name: "x.html", type: "text/html" })).id);
  expect(polyglot.headers.get("content-type")).toBe("image/png");
  expect(holds(await polyglot.bytes(), "<script>")).toBeFalse();
  const named = await ann.file(text("words"), { name: 'день";\r\nX: "雁书.txt' });
  expect((await ann.get(named.id)).headers.get("content-disposition")).toBe(
    "attachment; filename=\"_____X __.txt\"; filename*=UTF-8''%D0%B4%D0%B5%D0%BD%D1%8C%3BX%20%E9%9B%81%E4%B9%A6.txt",
  );
});

test("[FILE-5] a picture is upright, tells nothing of place and camera, and comes in smaller sizes", async () => {
  const bytes = await photo(2_000, 1_000);
  const file = await ann.file(bytes, { name: "p.jpg", sha256: sha256(bytes) });
  expect(file).toMatchObject({ type: "image/jpeg", width: 1_000, height: 2_000 });
  expect(Object.keys(file.sizes ?? {}).toSorted()).toEqual(["l", "m", "s"]);
  expect(Buffer.from(file.blur ?? "", "base64").length).toBeGreaterThan(15);
  const kept = await (await ann.get(file.id)).bytes();
  expect([holds(kept, TELLTALE), kept.length]).toEqual([false, file.size]);
  expect(await new Bun.Image(kept).metadata()).toMatchObject({ width: 1_000, height: 2_000 });
  const small = await ann.get(file.id, {}, "?size=s");
  expect([small.headers.get("content-type"), small.headers.get("content-length")]).toEqual([
    "image/webp",
    String(file.sizes?.s?.size),
  ]);
  expect(await new Bun.Image(await small.bytes()).metadata()).toMatchObject({ width: 160, height: 320 });
  expect((await ann.get(file.id, {}, "?size=xl")).status).toBe(400);

  const original = await ann.file(bytes, { name: "p.jpg", original: true });
  expect(original).toMatchObject({ width: 1_000, height: 2_000, size: bytes.length });
  expect(holds(await (await ann.get(original.id)).bytes(), TELLTALE)).toBeTrue();
  const tiny = await ann.file(png(40, 20), { name: "t.png" });
  expect(tiny).toMatchObject({ width: 40, height: 20 });
  expect(tiny.sizes).toBeUndefined();
  expect(await (await ann.get(tiny.id, {}, "?size=s")).bytes()).toHaveLength(tiny.size);
  // as large as its pixels, and of no use to anybody so
  const plain = await ann.file(bmp(40, 20), { name: "b.bmp" });
  expect(plain).toMatchObject({ type: "image/png", width: 40, height: 20 });
  expect((await ann.get(plain.id)).headers.get("content-type")).toBe("image/png");
});

test("[FILE-5] pictures that move go on moving, and tell nothing beside themselves", async () => {
  const all = [
    ["image/gif", movingGif(), ["NETSCAPE2.0"], 2],
    ["image/png", movingPng(400, 300), ["acTL", "fcTL", "fdAT"], 400],
    ["image/webp", await movingWebp(400, 300), ["ANIM", "ANMF"], 400],
  ] as const;
  for (const [type, bytes, parts, width] of all) {
    expect(holds(bytes, TELLTALE)).toBeTrue();
    const file = await ann.file(bytes, { name: `m.${type.slice(6)}` });
    expect(file).toMatchObject({ type, animated: true, width });
    const kept = await (await ann.get(file.id)).bytes();
    expect([type, holds(kept, TELLTALE), ...parts.map((part) => holds(kept, part))]).toEqual([
      type,
      false,
      ...parts.map(() => true),
    ]);
    // all of it is still there, and says no more that there is something beside it
    const count = (of: Uint8Array, part: string) => Buffer.from(of).toString("latin1").split(part).length;
    for (const part of parts) expect(count(kept, part)).toBe(count(bytes, part));
    if (type === "image/webp") expect((kept[20] ?? 0) & 0x0e).toBe(0x02);
    expect(await new Bun.Image(kept).metadata()).toMatchObject({ width });
    // smaller copies stand still
    if (width > 320) {
      const small = await (await ann.get(file.id, {}, "?size=s")).bytes();
      expect([holds(small, "ANMF"), (await new Bun.Image(small).metadata()).width]).toEqual([false, 320]);
    }
  }
});

test("[FILE-6] pictures that are cut off, that claim 40,000 × 40,000, or that are none are refused", async () => {
  const jpeg = await photo(400, 300);
  const bad: Uint8Array<ArrayBuffer>[] = [
    jpeg.slice(0, jpeg.length - 2),
    jpeg.slice(0, jpeg.length >> 1),
    png(20, 20).slice(0, -12),
    movingGif().slice(0, -1),
    png(1, 1, [40_000, 40_000]),
    png(2_001, 2_000),
    bmp(40_000, 40_000),
    bmp(20, 20).slice(0, -1),
    new Uint8Array(Buffer.from("BM\0\0\0\0\0\0\0\0<script>alert(1)</script>", "latin1")),
    new Uint8Array(Buffer.from("\x89PNG\r\n\x1a\nnothing of it", "latin1")),
    new Uint8Array(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0", "latin1")),
  ];
  const { used } = await ann.link.ask("file.limits", {});
  for (const bytes of bad) expect(await outcome(ann.file(bytes, { name: "b.png" }))).toBe("picture_refused");
  expect((await ann.link.ask("file.limits", {})).used).toBe(used);
  // as it is, it is bytes, and shown to nobody
  const kept = await ann.file(jpeg.slice(0, 900), { name: "b.jpg", original: true });
  expect(kept.type).toBe("application/octet-stream");
  // browsers show AVIF, which is looked at by nobody here: what it says of its edges counts
  const as = async (bytes: Uint8Array<ArrayBuffer>) => ann.file(bytes, { name: "b.avif", original: true });
  expect(await as(avif(40_000, 40_000))).toMatchObject({ type: "application/octet-stream" });
  expect(await as(avif())).toMatchObject({ type: "application/octet-stream" });
  expect(await as(avif(300, 200))).toMatchObject({ type: "image/avif", width: 300, height: 200 });
});

test("[FILE-8][FILE-9] a link ends with the right to read: taken back, deleted, removed, left, banned", async () => {
  const one = await ann.file(text("one"), { name: "one.txt" });
  const status = async (url: string) => (await fetch(url)).status;
  const { seq } = await ann.send(conv, one);
  const link = await bob.linkTo(one.id);
  expect(await status(link)).toBe(200);
  expect(await status(link.replace(/sig=.{4}/, "sig=AAAA"))).toBe(403);
  expect(await status(link.replace("by=bob", "by=ann"))).toBe(403);
  expect(await status(link.replace(/until=\d/, "until=9"))).toBe(403);
  const another = await ann.file(text("another"), { name: "another.txt" });
  expect(await status(link.replace(one.id, another.id))).toBe(403);
  expect((await bob.link.ask("file.links", { files: [another.id, one.id] })).links.map(({ id }) => id)).toEqual([
    one.id,
  ]);
  await recall(ann, conv, seq);
  expect([await status(link), (await bob.get(one.id)).status]).toEqual([404, 404]);

  const again = await ann.file(text("again"), { name: "again.txt" });
  const gone = (await ann.send(conv, again)).seq;
  const hers = await bob.linkTo(again.id);
  await bob.link.ask("message.remove", { conv, seqs: [gone] });
  expect(await status(hers)).toBe(404);

  const [cleo, dan] = [await Sender.of(world, "cleo"), await Sender.of(world, "dan")];
  const group = await groupOf(ann.link, ["cleo", "dan"]);
  const shared = await ann.file(text("shared"), { name: "shared.txt" });
  await ann.send(group, shared);
  const links = [await cleo.linkTo(shared.id), await dan.linkTo(shared.id)] as const;
  expect([await status(links[0]), await status(links[1])]).toEqual([200, 200]);
  await ann.link.ask("group.remove", { conv: group, user: "cleo" });
  await dan.link.ask("group.leave", { conv: group });
  expect([await status(links[0]), await status(links[1])]).toEqual([404, 404]);
  // who comes later reads what was sent after them
  await ann.link.ask("group.update", { conv: group, settings: { history: 0 } });
  await ann.link.ask("group.add", { conv: group, users: ["bob"] });
  expect((await bob.get(shared.id)).status).toBe(404);

  const { account } = world.server;
  const chief = await account.addPerson({ name: "Chief", role: "admin" });
  const desk = await world.link(chief, { token: await account.makeToken(chief, { name: "desk" }) });
  // who keeps order sees what was reported, and nothing else
  const bad = await ann.file(text("bad"), { name: "bad.txt" });
  const reported = await ann.send(conv, bad);
  const seen = await desk.ask("file.links", { files: [bad.id] });
  await bob.link.ask("report.create", { conv, seq: reported.seq, reason: "spam" });
  const { links: now } = await desk.ask("file.links", { files: [bad.id, one.id, shared.id] });
  expect([seen.links, now.map(({ id }) => id), await status(`${world.http}${now[0]?.url}`)]).toEqual([
    [],
    [bad.id],
    200,
  ]);
  const own = await cleo.linkTo((await cleo.file(text("hers"))).id);
  await desk.ask("sanction.set", { user: "cleo", penalty: "ban" });
  expect(await status(own)).toBe(401);
});

test("[FILE-9] a link is good for some minutes", async () => {
  const clock = new HandClock();
  await using own = await World.start({}, { clock });
  const eve = await Sender.of(own, "eve");
  const { id } = await eve.file(text("x"), { name: "x" });
  const url = await eve.linkTo(id);
  clock.advance(290_000);
  expect((await fetch(url)).status).toBe(200);
  clock.advance(320_000);
  expect((await fetch(url)).status).toBe(403);
});

test("[FILE-10] others are told what the server knows of a file, whatever its sender says", async () => {
  const file = await ann.file(png(30, 20), { name: "p.png" });
  const lie = { ...file, name: "lie.exe", size: 1, type: "text/html", blur: "AAAA" } as FileInfo;
  const message = { conv, key: newKey(), kind: "image", body: { file: lie, caption: "look" } } as const;
  const { seq } = await ann.link.ask("message.send", message);
  expect((await ann.link.ask("message.send", message)).seq).toBe(seq);
  const [entry] = (await bob.link.ask("message.get", { conv, seqs: [seq] })).entries;
  expect(entry?.body as object).toEqual({ file, caption: "look" });
  const others = { ...file, id: "0".repeat(16) };
  const send = (by: Sender, kind: "image" | "video" | "voice", of: FileInfo) =>
    by.link.ask("message.send", { conv, key: newKey(), kind, body: { file: of, duration: 1 } } as never);
  expect(await outcome(send(ann, "image", others))).toBe("not_found");
  expect(await outcome(send(ann, "video", file))).toBe("invalid");
  expect(await outcome(send(ann, "voice", file))).toBe("invalid");
  const secret = await ann.file(png(9, 9), { name: "s.png" });
  expect(await outcome(send(bob, "image", secret))).toBe("not_found");
  const album = { items: [{ file }, { file: secret }], caption: "two" };
  const two = await ann.link.ask("message.send", { conv, key: newKey(), kind: "album", body: album });
  expect((await bob.get(secret.id)).status).toBe(200);

  // forwarded, one by one and merged, it is read where it went, and still after the first was taken back
  const fay = await Sender.of(world, "fay");
  const [there, merged] = [direct("bob", "fay"), await groupOf(bob.link, ["fay"])];
  const forward = { conv, key: newKey(), seqs: [two.seq], to: [there], merged: false };
  await bob.link.ask("message.forward", forward);
  await bob.link.ask("message.forward", { ...forward, key: newKey(), to: [merged], merged: true });
  await recall(ann, conv, two.seq);
  expect([(await fay.get(secret.id)).status, (await bob.get(secret.id)).status]).toEqual([200, 200]);
  const [first] = (await fay.link.ask("message.list", { conv: there })).entries;
  await recall(bob, there, first?.seq ?? 0);
  expect((await fay.get(secret.id)).status).toBe(200);
  await fay.link.ask("group.leave", { conv: merged });
  expect((await fay.get(secret.id)).status).toBe(404);
});

test("[FILE-11] pictures, files, voice and links of a conversation are found under their tabs", async () => {
  const group = await groupOf(ann.link, ["bob"]);
  const say = (body: object, kind = "text") =>
    ann.link.ask("message.send", { conv: group, key: newKey(), kind, body } as never).then(({ seq }) => seq);
  const tab = async (what: "media" | "files" | "voice" | "links", by = bob, more = {}) =>
    (await by.link.ask("conversation.files", { conv: group, what, ...more })).entries.map(({ seq }) => seq);
  const picture = await ann.file(png(12, 12), { name: "p.png" });
  const sound = await ann.file(new Uint8Array(Buffer.from("OggS voice")), { name: "v.ogg", type: "audio/ogg" });
  const seqs = {
    picture: await say({ file: picture }, "image"),
    file: await say({ file: picture }, "file"),
    voice: await say({ file: sound, duration: 900, wave: "AAEC" }, "voice"),
    link: await say({ text: "see https://example.com/x" }),
    plain: await say({ text: "no link" }),
  };
  expect(await tab("media")).toEqual([seqs.picture]);
  expect(await tab("files")).toEqual([seqs.file]);
  expect(await tab("voice")).toEqual([seqs.voice]);
  expect(await tab("links")).toEqual([seqs.link]);
  await ann.link.ask("message.edit", { conv: group, seq: seqs.plain, key: newKey(), body: { text: "now http://a.b" } });
  await ann.link.ask("message.edit", { conv: group, seq: seqs.link, key: newKey(), body: { text: "none" } });
  expect(await tab("links")).toEqual([seqs.plain]);
  const more = [await say({ file: picture }, "image"), await say({ file: picture }, "image")];
  const page = await bob.link.ask("conversation.files", { conv: group, what: "media", limit: 2 });
  expect([page.entries.map(({ seq }) => seq), page.next, page.users.map(({ id }) => id)]).toEqual([
    more.toReversed(),
    more[0],
    ["ann"],
  ]);
  expect(await tab("media", bob, { before: page.next })).toEqual([seqs.picture]);
  const onward = await bob.link.ask("conversation.files", {
    conv: group,
    what: "media",
    after: seqs.picture,
    limit: 1,
  });
  expect([onward.entries.map(({ seq }) => seq), onward.next]).toEqual([more.slice(0, 1), more[0] ?? 0]);
  expect(await tab("media", bob, { after: onward.next })).toEqual(more.slice(1));
  expect(await tab("media", bob, { after: more[1] })).toEqual([]);
  await recall(ann, group, more[1] ?? 0);
  await bob.link.ask("message.remove", { conv: group, seqs: [more[0] ?? 0] });
  expect([await tab("media"), await tab("media", ann)]).toEqual([[seqs.picture], [more[0] ?? 0, seqs.picture]]);
});

test("[FILE-12] who has listened to a voice message is told once, to its author and one's own devices", async () => {
  const group = await groupOf(ann.link, ["bob"]);
  const file = await ann.file(new Uint8Array(Buffer.from("OggS again")), { name: "v.ogg" });
  const { seq } = await ann.link.ask("message.send", {
    conv: group,
    key: newKey(),
    kind: "voice",
    body: { file, duration: 5 },
  });
  const play = (by: Sender, key = newKey()) => by.link.ask("message.played", { conv: group, seq, key });
  const key = newKey();
  const first = await play(bob, key);
  expect(await play(bob, key)).toEqual(first);
  expect((await play(bob)).seq).toBe(seq);
  expect((await play(ann)).seq).toBe(seq);
  const told = async (by: Sender) =>
    (await by.link.ask("message.get", { conv: group, seqs: [seq] })).entries[0]?.fold?.played;
  expect([await told(ann), await told(bob)]).toEqual([
    { count: 1, users: ["bob"] },
    { count: 1, users: ["bob"], mine: true },
  ]);
  expect(await outcome(ann.link.ask("message.played", { conv: group, seq: 1, key: newKey() }))).toBe("not_found");
  await recall(ann, group, seq);
  expect(await outcome(play(bob))).toBe("recalled");
});

test("[OP-2][OP-3][SEARCH-3][FILE-14] the words under a file are changed by its author, and its files stay as they are", async () => {
  const one = await ann.file(png(40, 20), { name: "one.png" });
  const two = await ann.file(png(20, 40), { name: "two.png" });
  const send = async (kind: "album" | "file" | "voice", body: object) =>
    (await ann.link.ask("message.send", { conv, key: newKey(), kind, body } as Params<"message.send">)).seq;
  const edit = (by: Sender, seq: number, body: object, key = newKey()) =>
    by.link.ask("message.edit", { conv, seq, key, body });
  const now = async (seq: number) =>
    (await bob.link.ask("message.get", { conv, seqs: [seq] })).entries[0]?.fold?.edited?.body;
  const found = async (words: string): Promise<number[]> => {
    const { hits, behind } = await bob.link.ask("search.messages", { text: words, conv });
    return behind ? found(words) : hits.map(({ entry }) => entry.seq);
  };
  const seq = await send("file", { file: one, caption: "the wharf at nihgt", reply: { seq: 1 } });
  const key = newKey();
  // what it says of files is left out, and it need say nothing of them
  const done = await edit(ann, seq, { caption: "the wharf at night", file: { id: two.id } }, key);
  expect(await edit(ann, seq, { caption: "the wharf at night" }, key)).toEqual(done);
  expect(await outcome(edit(ann, seq, { caption: "another" }, key))).toBe("key_reused");
  expect(await now(seq)).toEqual({ file: one, caption: "the wharf at night", reply: { seq: 1 } });
  expect([await found("wharf night"), await found("nihgt"), await found("one.png wharf")]).toEqual([[seq], [], [seq]]);
  expect(await outcome(edit(bob, seq, { caption: "mine" }))).toBe("forbidden");
  expect(await outcome(edit(ann, seq, { caption: " " }))).toBe("invalid");
  await edit(ann, seq, {});
  expect(await now(seq)).toEqual({ file: one, reply: { seq: 1 } });
  const { entries } = await bob.link.ask("message.edits", { conv, seq });
  expect(entries.map(({ body }) => (body as { caption?: string }).caption)).toEqual([
    "the wharf at nihgt",
    undefined,
    undefined,
  ]);
  expect((await bob.get(one.id)).status).toBe(200);
  const album = await send("album", { items: [{ file: one }, { file: two }] });
  await edit(ann, album, { caption: "both, @bob", mentions: { users: ["bob"] } });
  expect(await now(album)).toEqual({
    items: [{ file: one }, { file: two }],
    caption: "both, @bob",
    mentions: { users: ["bob"] },
  });
  const { conversation } = await bob.link.ask("conversation.get", { conv });
  expect(conversation.mentioned).toContain(album);
  const voice = await send("voice", { file: await ann.file(text("OggS and more"), { name: "v.ogg" }), duration: 1 });
  expect(await outcome(edit(ann, voice, { caption: "heard" }))).toBe("forbidden");
});
