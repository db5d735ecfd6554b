import type { FileKind, Outgoing, OutgoingBodies, OutgoingVisual } from "@skein/client";
import { LIMITS } from "@skein/protocol";
import { type Chosen, outgoingOf } from "./chosen.ts";

/** One message to be sent: a kind, and a body of that kind. */
export type FileMessage = {
  readonly [K in FileKind]: { readonly kind: K; readonly body: OutgoingBodies[K] };
}[FileKind];

/**
 * Which messages become of files that were chosen together: pictures and videos that follow each other are one, others each their own.
 * The caption stands under the first.
 *
 * @param asFiles all as files, byte for byte
 */
export function messagesOf(all: readonly Chosen[], caption: string, asFiles: boolean): FileMessage[] {
  const messages: FileMessage[] = [];
  let visuals: Chosen[] = [];
  const words = (): { readonly caption?: string } =>
    messages.length === 0 && caption.trim() !== "" ? { caption: caption.trim() } : {};
  const together = (): void => {
    if (visuals.length === 1 && visuals[0]) messages.push(single(visuals[0], words()));
    else if (visuals.length > 1) messages.push({ kind: "album", body: { items: visuals.map(visualOf), ...words() } });
    visuals = [];
  };
  for (const one of all) {
    if (one.kind === "file" || asFiles) {
      together();
      const file = asFiles ? { ...outgoingOf(one), original: true } : outgoingOf(one);
      messages.push({ kind: "file", body: { file, ...words() } });
    } else {
      visuals.push(one);
      if (visuals.length === LIMITS.albumItems) together();
    }
  }
  together();
  return messages;
}

function single(one: Chosen, words: { readonly caption?: string }): FileMessage {
  if (one.kind === "video") return { kind: "video", body: { ...visualOf(one), ...words } };
  return { kind: "image", body: { file: outgoingOf(one), ...words } };
}

function visualOf(one: Chosen): OutgoingVisual {
  if (one.kind === "image") return { file: outgoingOf(one) };
  const { duration, poster, width, height, blur } = one;
  const first: Outgoing | undefined = poster && {
    blob: poster,
    name: `${one.file.name.replace(/\.[^.]*$/, "")}.jpg`,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(blur !== undefined && { blur }),
  };
  const size = width !== undefined && height !== undefined ? { width, height } : {};
  return {
    file: outgoingOf(one),
    ...(first && { poster: first }),
    ...(duration !== undefined && { duration }),
    ...size,
  };
}
