import { type FileInfo, plainName } from "@skein/protocol";

/** A file on this device that is to be sent. What is not told of it is found out by the server. */
export interface Outgoing {
  readonly blob: Blob;
  /** As others see it; by default the name of a `File`. */
  readonly name?: string;
  /** MIME type; by default the one of the blob. The server goes by the content. */
  readonly type?: string;
  /** px, of the picture as it is seen: its place is kept free with them before it is there. */
  readonly width?: number;
  readonly height?: number;
  /** A thumbhash, base64: what is seen until the picture is there. */
  readonly blur?: string;
  /** Keeps it byte for byte, with what a camera wrote into it (place, device). */
  readonly original?: boolean;
}

/** A picture or a video that is to be sent; of a video also how long it is, and its first picture. */
export interface OutgoingVisual {
  readonly file: Outgoing;
  readonly poster?: Outgoing;
  /** ms */
  readonly duration?: number;
  /** Of a video, px. */
  readonly width?: number;
  readonly height?: number;
}

/** Messages with files, as one writes them. */
export interface OutgoingBodies {
  readonly image: { readonly file: Outgoing; readonly caption?: string };
  readonly album: { readonly items: readonly OutgoingVisual[]; readonly caption?: string };
  readonly file: { readonly file: Outgoing; readonly caption?: string };
  /** `duration` in ms; `wave`: base64 of up to 100 bytes, how loud it is from its beginning to its end. */
  readonly voice: { readonly file: Outgoing; readonly duration: number; readonly wave?: string };
  readonly video: OutgoingVisual & { readonly caption?: string };
}

export type FileKind = keyof OutgoingBodies;

/** A file of a message that is still on its way, under a name of this device. */
export interface Pending {
  /** What stands in the body in the place of the server's id. */
  readonly id: string;
  readonly original?: true;
  /** Known once it was worked out, so that a reload does not do it again. */
  readonly sha256?: string;
  /** The server's name of the upload, and where its bytes go. */
  readonly upload?: string;
  readonly path?: string;
}

/** What waits in the outbox with a message whose files are not all there yet: it is sent when nothing of it is left. */
export interface WithUploads {
  readonly uploads: readonly Pending[];
  /** Its author holds it back. */
  readonly paused?: true;
}

export function hasUploads(body: object): body is WithUploads {
  return "uploads" in body;
}

/** All files of a message, as its body tells them. */
export function filesOf(body: object): FileInfo[] {
  const { file, poster, items = [] } = body as Holder;
  return [file ?? [], poster ?? [], ...items.map(filesOf)].flat();
}

/** The same body with files put in the place of others. */
export function withFiles<B extends object>(body: B, change: (file: FileInfo) => FileInfo): B {
  const { file, poster, items } = body as Holder;
  return {
    ...body,
    ...(file && { file: change(file) }),
    ...(poster && { poster: change(poster) }),
    ...(items && { items: items.map((item) => withFiles(item, change)) }),
  };
}

/** Where files stand in a body. */
interface Holder {
  readonly file?: FileInfo;
  readonly poster?: FileInfo;
  readonly items?: readonly object[];
}

/** What is known here of a file that nobody else has yet. */
export function infoOf(id: string, file: Outgoing): FileInfo {
  const { blob, width, height, blur } = file;
  return {
    id,
    name: nameOf(file),
    size: blob.size,
    type: typeOf(file),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(blur !== undefined && { blur }),
  };
}

/** The name to send it by, as the server would make it. */
export function nameOf({ name, blob }: Outgoing): string {
  return plainName(name ?? (blob as Partial<File>).name ?? "");
}

export function typeOf({ type, blob }: Outgoing): string {
  const told = type ?? blob.type;
  return told === "" ? "application/octet-stream" : told;
}
