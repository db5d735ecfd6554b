import type { Bodies, FileInfo, Result } from "@skein/protocol";
import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../link/connection.ts";
import type { Observable } from "../observable.ts";
import type { Outbox } from "../outbox.ts";
import type { OutboxRecord, Store } from "../store/store.ts";
import { Blobs } from "./blobs.ts";
import { Links, type PictureSize } from "./links.ts";
import { type FileKind, infoOf, nameOf, type Outgoing, type OutgoingBodies, type Pending, typeOf } from "./outgoing.ts";
import type { Progress } from "./progress.ts";
import type { Transfer } from "./transfer.ts";
import { Uploads } from "./uploads.ts";

interface Setup {
  readonly connection: Connection;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly background: Background;
  readonly now: () => number;
  /** Makes a direct conversation show that nobody has written in. */
  readonly begin: (conv: string) => void;
  /** Resolves when what has changed so far is stored, or soon where that takes long. */
  readonly stored: () => Promise<void>;
}

/** Where a message with files stands, and what it answers. */
export interface Place {
  readonly reply?: number;
  /** The root of the thread that it stands in. */
  readonly thread?: number;
}

/** What one may upload, bytes; `quota` 0: as much as one likes. */
export type FileLimits = Result<"file.limits">;

/** What limits are told again after, ms. */
const FRESH = 30_000;

/** Files: bringing them to the server, with messages or by themselves, and links to show them by. */
export class Files {
  private readonly blobs: Blobs;
  private readonly uploads: Uploads;
  private readonly links: Links;
  private readonly base: string;
  private told: { readonly limits: FileLimits; readonly at: number } | undefined;

  constructor(private readonly is: Setup) {
    const { connection, store, outbox, clock, background, now, stored } = is;
    this.base = connection.is.url.replace(/\/+$/, "");
    this.blobs = new Blobs({ store, background, now });
    this.links = new Links({ caller: connection, clock, background, now, base: this.base });
    this.uploads = new Uploads({
      ...{ outbox, clock, background },
      blobs: this.blobs,
      transfer: (transfer) => this.transfer(transfer),
      up: () => connection.up,
      stored,
      unsent: async (key) => store.unsent?.(key),
    });
    // signed out or closed: nothing goes on
    connection.state.subscribe(() => connection.state.get().phase === "stopped" && this.uploads.stop());
  }

  /**
   * Sends a message with files: shown at once as pending, with what is on this device; the files go when the link is there, some at once,
   * and the message goes when they are there. It survives a reload where the store keeps files (IndexedDB).
   *
   * @returns the key: `id` of the item
   * @throws SkeinError `outbox_full`
   * @example
   * const files = await client.files();
   * files.send(conversation.id, "image", { file: { blob, width: 1200, height: 800 }, caption: "The bridge" });
   */
  send<K extends FileKind>(conv: string, kind: K, body: OutgoingBodies[K], { reply, thread }: Place = {}): string {
    const { outbox, now } = this.is;
    const uploads: Pending[] = [];
    const stem = outbox.newKey();
    const keep = (file: Outgoing): FileInfo => {
      const id = Blobs.nameAt(now(), stem, uploads.length);
      uploads.push({ id, ...(file.original && { original: true as const }) });
      this.blobs.put(id, file.blob);
      return infoOf(id, file);
    };
    this.is.begin(conv);
    const said = {
      ...kept(body, keep),
      ...(reply !== undefined && { reply: { seq: reply } }),
      ...(thread !== undefined && { thread: { root: thread } }),
      uploads,
    };
    try {
      const key = outbox.add(conv, kind, said as unknown as Bodies[K], thread);
      this.uploads.look();
      return key;
    } catch (error) {
      // nothing is kept of what was not taken
      for (const { id } of uploads) this.blobs.drop(id);
      throw error;
    }
  }

  /** Holds the files of a message back, or lets them go on; also after a reload. */
  pause(conv: string, key: string, on = true): void {
    this.uploads.pause(conv, key, on);
  }

  /** Says that one has listened to a voice message; without a link it waits. */
  played(conv: string, seq: number): void {
    this.is.outbox.add(conv, "message.played", {}, seq);
  }

  /** How far a file of a pending message is, by the id that stands in its body; undefined where it is not on its way. */
  progress(id: string): Observable<Progress> | undefined {
    return this.uploads.of(id);
  }

  /** What is in a file, where that is on this device: of pending messages, and of those just sent. */
  async local(id: string): Promise<Blob | undefined> {
    return this.blobs.get(id);
  }

  /** The same where it is in memory. */
  localNow(id: string): Blob | undefined {
    return this.blobs.at(id);
  }

  /**
   * Brings a file to the server without a message. One try; a second one with the same content goes on or is done at once.
   *
   * @throws SkeinError `too_large`, `quota_full`, `offline` …; the signal's reason
   */
  upload(
    file: Outgoing,
    { signal = new AbortController().signal, progress = () => undefined }: UploadOptions = {},
  ): Promise<FileInfo> {
    const { blob, original } = file;
    const pending = { id: "", ...(original && { original: true as const }) };
    const told = (step: Pick<Progress, "phase" | "done">): void => progress({ ...step, size: blob.size });
    return this.transfer({
      ...{ blob, name: nameOf(file), type: typeOf(file), pending, signal },
      note: () => undefined,
      progress: told,
    });
  }

  /**
   * Makes a picture what one looks like, or a group of which one may change the name. It is shown as a square.
   *
   * @param blob null: no picture any more
   * @throws SkeinError `forbidden`, `invalid`, `too_large`, `picture_refused`, `quota_full`, `offline` …; the signal's reason
   * @example await (await client.files()).setAvatar(blob);
   */
  async setAvatar(blob: Blob | null, options: AvatarOptions = {}): Promise<void> {
    const avatar = blob && (await this.upload({ blob, name: "avatar" }, options)).id;
    const { conv, signal } = options;
    signal?.throwIfAborted();
    const { connection } = this.is;
    if (conv === undefined) await connection.call("account.update", { avatar });
    else await connection.call("group.update", { conv, avatar });
  }

  /** What one may upload. */
  async limits(): Promise<FileLimits> {
    const { connection, now } = this.is;
    if (this.told && now() - this.told.at < FRESH) return this.told.limits;
    const limits = await connection.call("file.limits", {});
    this.told = { limits, at: now() };
    return limits;
  }

  /**
   * A link to a file, to be shown or played by; good for some minutes, for oneself. All that are asked for in one moment are one request.
   *
   * @param size of a picture: a smaller copy, where there is one
   * @throws SkeinError `not_found` where one may not read it (any more), `offline`
   */
  async url(file: Pick<FileInfo, "id" | "sizes">, size?: PictureSize): Promise<string> {
    return sized(await this.links.get(file.id), file, size);
  }

  /** The same where it is at hand. */
  urlNow(file: Pick<FileInfo, "id" | "sizes">, size?: PictureSize): string | undefined {
    const url = this.links.at(file.id);
    return url === undefined ? undefined : sized(url, file, size);
  }

  /** A link that saves the file, under its name. */
  async download(file: Pick<FileInfo, "id">): Promise<string> {
    return `${await this.links.get(file.id)}&download=1`;
  }

  /** A link did not work: the next one is got anew. */
  refused(id: string): void {
    this.links.refused(id);
  }

  /** The outbox has changed. */
  look(): void {
    this.uploads.look();
  }

  /** The link is there, and everything is caught up. */
  resume(): void {
    this.uploads.resume();
  }

  /** What was stored is here. */
  restore(outbox: readonly OutboxRecord[]): void {
    this.uploads.restore(outbox);
    this.is.background(() => this.blobs.sweep(this.uploads.names()));
  }

  private async transfer(one: Transfer): Promise<FileInfo> {
    // what it takes is loaded with the first file
    const { transfer } = await import("./transfer.ts");
    const { connection } = this.is;
    return transfer({ caller: connection, base: this.base, token: connection.is.token }, one);
  }
}

export interface UploadOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}

export interface AvatarOptions extends UploadOptions {
  /** The group whose picture it is; else it is one's own. */
  readonly conv?: string;
}

/** A body with what stands for its files in it. */
function kept(body: object, keep: (file: Outgoing) => FileInfo): object {
  const { file, poster, items } = body as {
    readonly file?: Outgoing;
    readonly poster?: Outgoing;
    readonly items?: readonly object[];
  };
  return {
    ...body,
    ...(file && { file: keep(file) }),
    ...(poster && { poster: keep(poster) }),
    ...(items && { items: items.map((item) => kept(item, keep)) }),
  };
}

function sized(url: string, { sizes }: Pick<FileInfo, "sizes">, size: PictureSize | undefined): string {
  return size && sizes?.[size] ? `${url}&size=${size}` : url;
}
