import type { Bodies, FileInfo, SendableKind } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Body } from "../../message/bodies.ts";
import { type Addition, judged, type Saying, type SendRule } from "../../message/rules.ts";
import { isInline } from "./disposition.ts";
import { TABS } from "./migrations.ts";
import type { Storage } from "../../storage/storage.ts";
import { type FileRow, readableFiles } from "./access.ts";
import { enterTab, leaveTab, refer } from "./store.ts";

type FileKind = "image" | "album" | "file" | "voice" | "video";

/** Under which tab of a conversation a message of each kind is found. */
const TAB: Readonly<Record<FileKind, number>> = {
  image: TABS.media,
  album: TABS.media,
  video: TABS.media,
  file: TABS.files,
  voice: TABS.voice,
};

/** A file that a body names, what it must be, and where it stands. */
interface Named {
  readonly id: string;
  readonly path: string;
  readonly is: RegExp | undefined;
}

const PICTURE = /^image\//;
const VISUAL = /^(image|video)\//;
// what records a voice may call its container a video
const SOUND = /^(audio\/|video\/(webm|mp4|ogg)$)/;
const VIDEO = /^video\//;

/**
 * What a message of a kind that holds files brings along: what is known of each file, and which entry holds it; an edit leaves the files
 * as they are. [FILE-10] [FILE-14]
 *
 * @param named what is to be said of the names of files, once they stand in the body
 */
export function fileRules(
  storage: Pick<Storage, "query">,
  named: SendRule,
): Readonly<Partial<Record<SendableKind, SendRule>>> {
  const rules: readonly SendRule[] = [(saying) => held(storage, saying as Saying & { readonly kind: FileKind }), named];
  const rule: SendRule = (saying) => (saying.ref === undefined ? judged(rules, saying) : undefined);
  const merged: SendRule = (saying) => gathered(storage, saying);
  return { image: rule, album: rule, file: rule, voice: rule, video: rule, merged };
}

/** Files within merged messages are read by whoever may read these; one that is gone by now stays a name. */
async function gathered(storage: Pick<Storage, "query">, { user, conv, body }: Saying): Promise<Addition | undefined> {
  const ids = [...new Set(within((body as Bodies["merged"]).items))];
  if (ids.length === 0) return undefined;
  const found = await readableFiles(storage, user, ids);
  return { rows: found.flatMap(({ id }) => refer(conv, id)) };
}

function within(items: Bodies["merged"]["items"]): string[] {
  return items.flatMap(({ kind, body }) => {
    if (kind === "merged") return within((body as Bodies["merged"]).items);
    if (kind === "text") return (body as Bodies["text"]).preview?.image?.id ?? [];
    if (kind === "sticker") return (body as Bodies["sticker"]).file?.id ?? [];
    return holdsFiles(kind) ? filesIn(kind, body as Body).map(({ id }) => id) : [];
  });
}

async function held(storage: Pick<Storage, "query">, saying: Saying & { readonly kind: FileKind }): Promise<Addition> {
  const { user, conv, kind, body } = saying;
  const named = filesIn(kind, body);
  const ids = [...new Set(named.map(({ id }) => id))];
  const found = new Map((await readableFiles(storage, user, ids)).map((file) => [file.id, file]));
  const infos = new Map(named.map((one) => [one.id, infoFor(one, found)]));
  return {
    body: filled(body, infos) as Body,
    rows: [...ids.flatMap((id) => refer(conv, id)), enterTab(conv, TAB[kind])],
  };
}

/** @throws Refusal `not_found` where they may not read it, `invalid` where it is not what the kind shows */
function infoFor({ id, path, is }: Named, found: ReadonlyMap<string, FileRow>): FileInfo {
  const row = found.get(id);
  if (!row) throw new Refusal("not_found", { path });
  const info = JSON.parse(row.body) as FileInfo;
  if (is && !(is.test(info.type) && isInline(info.type))) {
    throw new Refusal("invalid", { path, message: `a file of type ${info.type} cannot be shown so` });
  }
  return info;
}

function filesIn(kind: FileKind, body: Body): readonly Named[] {
  if (kind !== "album") {
    const is = { image: PICTURE, voice: SOUND, video: VIDEO, file: undefined }[kind];
    return visualsIn(body, "/body", is);
  }
  return (body as Bodies["album"]).items.flatMap((item, at) => visualsIn(item, `/body/items/${at}`, VISUAL));
}

function visualsIn({ file, poster }: Partial<Bodies["video"]>, path: string, is: RegExp | undefined): Named[] {
  return [
    ...(file ? [{ id: file.id, path: `${path}/file`, is }] : []),
    ...(poster ? [{ id: poster.id, path: `${path}/poster`, is: PICTURE }] : []),
  ];
}

/** The body, with what is known of each file in the place of what its sender says of it. */
function filled(value: unknown, infos: ReadonlyMap<string, FileInfo>): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, infos));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const info = name === "file" || name === "poster" ? infos.get((part as { id: string }).id) : undefined;
      return [name, info ?? (name === "items" ? filled(part, infos) : part)];
    }),
  );
}

const LINK = /https?:\/\//i;

/** Messages in words that hold a link are found under a tab too; an edit may bring one, or take the last away. */
export const links: SendRule = ({ kind, body, conv, ref }) => {
  if (kind !== "text") return undefined;
  const has = LINK.test((body as Bodies["text"]).text);
  if (ref !== undefined) return { rows: [has ? enterTab(conv, TABS.links, ref) : leaveTab(conv, TABS.links, ref)] };
  return has ? { rows: [enterTab(conv, TABS.links)] } : undefined;
};

function holdsFiles(kind: string): kind is FileKind {
  return Object.hasOwn(TAB, kind);
}
