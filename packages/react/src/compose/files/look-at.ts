import { rgbaToThumbHash } from "thumbhash";
import { objectUrl } from "../../file/object-url.ts";
import type { Chosen } from "./chosen.ts";

/** Pictures that every browser shows; others go as files. */
const PICTURES = /^image\/(jpeg|png|webp|gif|avif)$/;
const VIDEOS = /^video\/(mp4|webm|ogg|quicktime)$/;
/** Edges of the drawing that the blur is made of, and of a poster, px. */
const BLUR = 100;
const POSTER = 1280;
/** What does not load by then is sent as a file, ms. */
const PATIENCE = 8_000;
/** The very first picture is often black. s */
const FIRST_SIGHT = 0.1;

type Found = Omit<Chosen, "key" | "file">;

/** Finds out what a chosen file is, and what is to be told of it: its size, a blur, of a video how long it is and its first picture. */
export async function lookAt(file: File): Promise<Found> {
  try {
    if (PICTURES.test(file.type)) return await picture(file);
    if (VIDEOS.test(file.type)) return await video(file);
  } catch {
    // what it says it is it is not, or not for this browser
  }
  return { kind: "file" };
}

async function picture(file: File): Promise<Found> {
  const [url, release] = objectUrl(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0 || height === 0) return { kind: "file" };
    return { kind: "image", width, height, ...blurOf(image, width, height) };
  } finally {
    release();
  }
}

async function video(file: File): Promise<Found> {
  const [url, release] = objectUrl(file);
  const element = document.createElement("video");
  try {
    element.muted = true;
    element.preload = "auto";
    element.src = url;
    await told(element, "loadeddata");
    const { videoWidth: width, videoHeight: height, duration } = element;
    // sound alone
    if (width === 0 || height === 0) return { kind: "file" };
    if (Number.isFinite(duration)) {
      element.currentTime = Math.min(FIRST_SIGHT, duration / 2);
      await told(element, "seeked");
    }
    const poster = await posterOf(element, width, height);
    return {
      kind: "video",
      width,
      height,
      ...(Number.isFinite(duration) && { duration: Math.round(duration * 1_000) }),
      ...(poster && { poster }),
      ...blurOf(element, width, height),
    };
  } finally {
    element.removeAttribute("src");
    element.load();
    release();
  }
}

function told(element: HTMLVideoElement, event: "loadeddata" | "seeked"): Promise<void> {
  const end = AbortSignal.timeout(PATIENCE);
  return new Promise((resolve, reject) => {
    element.addEventListener(event, () => resolve(), { once: true });
    element.addEventListener("error", () => reject(new Error("It cannot be played here.")), { once: true });
    end.addEventListener("abort", () => reject(end.reason as Error), { once: true });
  });
}

function drawn(source: CanvasImageSource, width: number, height: number, edge: number): HTMLCanvasElement {
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function blurOf(source: CanvasImageSource, width: number, height: number): { readonly blur?: string } {
  const canvas = drawn(source, width, height, BLUR);
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (!pixels) return {};
  return { blur: btoa(String.fromCharCode(...rgbaToThumbHash(canvas.width, canvas.height, pixels))) };
}

function posterOf(source: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  return new Promise((resolve) => {
    drawn(source, width, height, POSTER).toBlob(resolve, "image/jpeg", 0.82);
  });
}
