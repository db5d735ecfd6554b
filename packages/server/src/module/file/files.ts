import type { FileInfo } from "@skein/protocol/schema";
import type { Held } from "../../duty/index.ts";
import { command, type Command } from "../../command/command.ts";
import { Turns } from "../../message/turns.ts";
import { adoptPicture } from "./adopt.ts";
import { type Avatars, createAvatars } from "./avatar.ts";
import { begin, limitsOf } from "./begin.ts";
import { finish } from "./finish.ts";
import { LinkKey } from "./link.ts";
import { PictureWork } from "./picture/work.ts";
import { play } from "./played.ts";
import { receiver } from "./receive.ts";
import type { FileRoom } from "./room.ts";
import { serve } from "./serve.ts";
import { serveAvatar } from "./serve-avatar.ts";
import { readableFiles } from "./access.ts";
import { EVERY, sweep } from "./sweep.ts";
import { readTab } from "./tabs.ts";

/** What this room answers to requests that are no commands; both throw refusals. */
export interface FileAnswers {
  /** Bytes of an upload, by tus. */
  upload(request: Request, user: string): Promise<Response>;
  /** A file, for who asks by a token, or by a link where there is none. */
  fetch(request: Request, user: string | undefined): Promise<Response>;
  /** What a person or a group looks like, for whoever knows its address. */
  avatar(request: Request): Promise<Response>;
}

/** Files: how they come in, how they are fetched, and what clears them away. */
export function createFiles(parts: Omit<FileRoom, "pictures" | "links">): {
  readonly commands: readonly Command[];
  readonly answers: FileAnswers;
  /** Makes a file of a picture that the server found. */
  adopt(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<FileInfo | undefined>;
  readonly avatars: Avatars;
  /** What is done again and again, on one node. */
  readonly sweeping: {
    readonly name: string;
    readonly every: number;
    run(held: Held): Promise<void>;
  };
  close(): Promise<void>;
} {
  const { line, reading, random, limits, blobs } = parts;
  const { storage } = reading;
  const links = new LinkKey({ storage, commit: line.commit }, random);
  const room: FileRoom = { ...parts, links, pictures: new PictureWork(limits.pixels) };
  // asked twice, it is done once
  const turns = new Turns();
  return {
    commands: [
      command("file.limits", (caller) => limitsOf(room, caller.user)),
      command("file.begin", (caller, params) => begin(room, caller.user, params), 2),
      command(
        "file.finish",
        (caller, params) => turns.take(params.upload, () => finish(room, caller.user, params)),
        10,
      ),
      command(
        "file.links",
        async (caller, { files }) => {
          const readable = new Set((await readableFiles(storage, caller.user, files)).map(({ id }) => id));
          const now = line.clock.now();
          const own = files.filter((id) => readable.has(id));
          return {
            links: await Promise.all(own.map(async (id) => ({ id, ...(await links.link(id, caller.user, now)) }))),
          };
        },
        2,
      ),
      command("conversation.files", (caller, params) => readTab(reading, caller.user, params), 2),
      command("message.played", (caller, params) => play(room, caller.user, params)),
    ],
    answers: {
      upload: receiver(room),
      fetch: (request, user) => serve(room, request, user),
      avatar: (request) => serveAvatar(room, request),
    },
    adopt: (bytes, name) => adoptPicture(room, bytes, name),
    avatars: createAvatars(room),
    sweeping: { name: "files.sweep", every: EVERY, run: (held) => sweep(room, held) },
    close: () => blobs.close(),
  };
}
