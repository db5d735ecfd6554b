import { createHash } from "node:crypto";
import { AVATAR_PATH, directId, FILE_PATH, type FileInfo, UPLOAD_PATH } from "@skein/protocol";
import { once, type Section } from "../check.ts";
import { equal, holds, like, refused, silent } from "../expect.ts";
import type { Name } from "../people/troupe.ts";
import { newKey } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { Actor } from "../wire/actor.ts";
import { read, view } from "./talk.ts";

/** 3 × 2 pixels, with a remark beside them. */
const REMARK = "where it was taken";
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAGnRFWHRDb21tZW50AHdoZXJlIGl0IHdhcyB0YWtlbo3KOQcAAAALSURBVHicY2DABAAAFAABff4e7gAAAABJRU5ErkJggg==",
  "base64",
);

/** A file that nobody has yet. */
const fresh = (): string => Array.from({ length: 10 }, newKey).join(" ");
const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const TUS = { "Tus-Resumable": "1.0.0" };

async function patch(
  stage: Stage,
  who: Name,
  upload: string,
  offset: number,
  body: string | Uint8Array,
): Promise<number> {
  const headers = { ...TUS, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  const asking = { method: "PATCH", token: stage.person(who).token, headers, body };
  return (await stage.fetch(`${UPLOAD_PATH}${upload}`, asking)).status;
}

async function uploaded(
  stage: Stage,
  by: Actor,
  who: Name,
  body: string | Uint8Array,
  name = "a.txt",
): Promise<FileInfo> {
  const { upload = "" } = await by.ask("file.begin", { name, size: Buffer.byteLength(body) });
  equal(await patch(stage, who, upload, 0, body), 204, "the status of a PATCH");
  return (await by.ask("file.finish", { upload })).file;
}

const get = (stage: Stage, who: Name, id: string, headers = {}, query = "") =>
  stage.fetch(`${FILE_PATH}${id}${query}`, { token: stage.person(who).token, headers });

async function sent(by: Actor, conv: string, file: FileInfo): Promise<number> {
  return (await by.ask("message.send", { conv, key: newKey(), kind: "file", body: { file } })).seq;
}

export const files: Section = {
  number: 24,
  title: "Files",
  checks: [
    once("[FILE-2][FILE-3][FILE-4] a file is sent in parts, and is what came", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const bytes = fresh();
      const begun = { name: "../x/a\u202egnp.txt", size: bytes.length, type: "image/png", sha256: sha256(bytes) };
      const { upload = "" } = await ann.ask("file.begin", begun);
      equal(await patch(stage, "ann", upload, 0, bytes.slice(0, 100)), 204, "the status of a first part");
      const about = { method: "HEAD", token: stage.person("ann").token, headers: TUS };
      const { headers } = await stage.fetch(`${UPLOAD_PATH}${upload}`, about);
      equal(headers.get("upload-offset"), "100", "how far it has come");
      await refused(ann.ask("file.finish", { upload }), "upload_unfinished", "an end before its time");
      equal(await patch(stage, "ann", upload, 5, "x"), 409, "the status of bytes for another place");
      equal(await patch(stage, "bob", upload, 100, "x"), 404, "the status of bytes of somebody else");
      equal(await patch(stage, "ann", upload, 100, bytes.slice(100)), 204, "the status of the rest");
      const { file } = await ann.ask("file.finish", { upload });
      like(file, { name: "agnp.txt", size: bytes.length, type: "text/plain" }, "the file");
      equal((await ann.ask("file.finish", { upload })).file, file, "the file, asked for again");
      equal((await get(stage, "ann", file.id)).text, bytes, "its bytes");
      const { largest } = await ann.ask("file.limits", {});
      await refused(ann.ask("file.begin", { name: "a", size: largest + 1 }), "too_large", "a file that is too large");
      const lie = await bob.ask("file.begin", { name: "a", size: 1, sha256: sha256("y") });
      if (lie.upload) {
        await patch(stage, "bob", lie.upload, 0, "x");
        await refused(bob.ask("file.finish", { upload: lie.upload }), "content_differs", "other bytes than announced");
      }
    }),
    once(
      "[FILE-1][FILE-8][FILE-9][FILE-10] who may read the message may read the file, and nobody else",
      async (stage) => {
        const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
        const conv = directId(ann.id, bob.id);
        const bytes = fresh();
        const asked = { name: "b.txt", size: bytes.length, sha256: sha256(bytes) };
        const file = await uploaded(stage, ann, "ann", bytes);
        const own = await ann.ask("file.begin", asked);
        holds(own.file !== undefined, "one's own content is there at once", own);
        const others = await bob.ask("file.begin", asked);
        holds(others.file === undefined, "what others alone have is not told", others);
        equal((await get(stage, "bob", file.id)).status, 404, "the status before it was sent");
        await refused(sent(bob, conv, file), "not_found", "a message with somebody else's file");
        const seq = await sent(ann, conv, { ...file, name: "another name" });
        like((await read(bob, conv, seq)).body, { file }, "what is told of the file");
        equal((await get(stage, "bob", file.id)).text, bytes, "its bytes, once it was sent");
        const shared = await bob.ask("file.begin", asked);
        holds(shared.file !== undefined, "what one may read is there at once", shared);
        equal((await cleo.ask("file.links", { files: [file.id] })).links, [], "links of somebody else");
        const [link] = (await bob.ask("file.links", { files: [file.id] })).links;
        equal((await stage.fetch(link?.url ?? "")).text, bytes, "what a link leads to");
        equal((await stage.fetch(`${link?.url}x`)).status, 403, "the status of a forged link");
        await ann.ask("message.recall", { conv, seq, key: newKey() });
        equal((await stage.fetch(link?.url ?? "")).status, 404, "the status of a link to what was taken back");
      },
    ),
    once("[FILE-7] ranges are answered, and what could run is an attachment", async (stage) => {
      const ann = await stage.actor("ann");
      const page = `<html><script>${fresh()}</script></html>`;
      const { id } = await uploaded(stage, ann, "ann", page, "cat.png");
      const whole = await get(stage, "ann", id);
      equal(whole.headers.get("x-content-type-options"), "nosniff", "nosniff");
      const how = whole.headers.get("content-disposition") ?? "";
      holds(how.startsWith("attachment"), "a page comes as an attachment", how);
      const type = whole.headers.get("content-type") ?? "";
      holds(!type.includes("html"), "and not as a page", type);
      const part = await get(stage, "ann", id, { Range: "bytes=1-4" });
      equal([part.status, part.text], [206, "html"], "a range");
      equal((await get(stage, "ann", id, { Range: `bytes=${page.length}-` })).status, 416, "a range beyond the end");
      const known = await get(stage, "ann", id, { "If-None-Match": whole.headers.get("etag") ?? "" });
      equal(known.status, 304, "the status of what is known");
    }),
    once("[FILE-5][FILE-6] a picture tells nothing beside itself, and is whole", async (stage) => {
      const ann = await stage.actor("ann");
      const picture = await uploaded(stage, ann, "ann", PICTURE);
      like(picture, { type: "image/png", width: 3, height: 2 }, "the picture");
      silent((await get(stage, "ann", picture.id)).text, REMARK, "the picture as it is kept");
      await refused(
        uploaded(stage, ann, "ann", PICTURE.subarray(0, -12)),
        "picture_refused",
        "a picture that is cut off",
      );
    }),
    once("[FILE-14] the words under a file are changed, and the file stays", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const [file, other] = [await uploaded(stage, ann, "ann", fresh()), await uploaded(stage, ann, "ann", fresh())];
      const body = { file, caption: "the plna" };
      const { seq } = await ann.ask("message.send", { conv, key: newKey(), kind: "file", body });
      const change = (by: Actor, said: object) => by.ask("message.edit", { conv, seq, key: newKey(), body: said });
      await refused(change(bob, { caption: "mine" }), "forbidden", "an edit by somebody else");
      await change(ann, { caption: "the plan", file: { id: other.id } });
      equal(
        (await read(bob, conv, seq)).fold?.edited?.body,
        { file, caption: "the plan" },
        "the message after an edit that names another file",
      );
      await change(ann, {});
      equal((await read(bob, conv, seq)).fold?.edited?.body, { file }, "the message without a caption");
    }),
    once("[AVATAR-1][AVATAR-2][AVATAR-3][AVATAR-4] what a person and a group look like", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const file = await uploaded(stage, ann, "ann", PICTURE);
      const { avatar = "" } = (await ann.ask("account.update", { avatar: file.id })).profile;
      const answer = await stage.fetch(`${AVATAR_PATH}${avatar}?size=64`);
      equal(answer.status, 200, "the status of a picture, without a token");
      silent(answer.text, REMARK, "the picture as it is shown");
      equal(answer.headers.get("x-content-type-options"), "nosniff", "nosniff");
      const kept = answer.headers.get("cache-control") ?? "";
      holds(kept.includes("immutable"), "it may be kept for ever", kept);
      equal((await get(stage, "bob", file.id)).status, 404, "the status of the file, for who sees the picture");
      await refused(bob.ask("account.update", { avatar: file.id }), "not_found", "a picture of somebody else");
      const text = await uploaded(stage, ann, "ann", fresh());
      await refused(ann.ask("account.update", { avatar: text.id }), "invalid", "what is no picture");
      const conv = await stage.group(ann, ["bob"]);
      await refused(bob.ask("group.update", { conv, avatar: null }), "forbidden", "a member without the right");
      await ann.ask("group.update", { conv, avatar: file.id });
      const { avatar: of } = (await view(bob, conv)).settings ?? {};
      equal((await stage.fetch(`${AVATAR_PATH}${of}`)).status, 200, "the status of the group's picture");
      holds(of !== avatar, "it has an address of its own", of);
      await ann.ask("account.update", { avatar: null });
      equal((await stage.fetch(`${AVATAR_PATH}${avatar}`)).status, 404, "the status of what was taken away");
      await ann.ask("group.update", { conv, avatar: null });
      equal((await stage.fetch(`${AVATAR_PATH}${of}`)).status, 404, "the same of the group");
    }),
    once("[FILE-11][FILE-12] tabs of a conversation, and who has listened", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const sound = await uploaded(stage, ann, "ann", `OggS${fresh()}`);
      const voice = { conv, key: newKey(), kind: "voice", body: { file: sound, duration: 1 } } as const;
      const { seq } = await ann.ask("message.send", voice);
      const at = await sent(ann, conv, sound);
      const tab = async (what: "voice" | "files") =>
        (await bob.ask("conversation.files", { conv, what })).entries.map((entry) => entry.seq);
      equal([await tab("voice"), await tab("files")], [[seq], [at]], "what is under the tabs");
      for (const _ of [1, 2]) await bob.ask("message.played", { conv, seq, key: newKey() });
      equal((await read(ann, conv, seq)).fold?.played, { count: 1, users: [bob.id] }, "who has listened");
      await ann.ask("message.recall", { conv, seq, key: newKey() });
      equal(await tab("voice"), [], "the tab after it was taken back");
    }),
  ],
};
