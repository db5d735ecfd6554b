import type { Size, View } from "../file/viewer/zoom.ts";

/** The edge of what is uploaded at most, pixels: the largest size that the server keeps. */
const FACE_EDGE = 512;

/** How large a picture is when it just covers a square frame. */
export function covering({ width, height }: Size, frame: number): Size {
  const scale = frame / Math.max(1, Math.min(width, height));
  return { width: width * scale, height: height * scale };
}

/** Which part of a picture is seen through a square frame, in its own pixels. */
export function partSeen(picture: Size, frame: number, view: View): { x: number; y: number; edge: number } {
  const scale = (covering(picture, frame).width / picture.width) * view.scale;
  return {
    x: picture.width / 2 - (frame / 2 + view.x) / scale,
    y: picture.height / 2 - (frame / 2 + view.y) / scale,
    edge: frame / scale,
  };
}

/** That part as a picture of its own, no larger than it is seen anywhere. */
export async function cropped(image: HTMLImageElement, frame: number, view: View): Promise<Blob> {
  const { x, y, edge } = partSeen({ width: image.naturalWidth, height: image.naturalHeight }, frame, view);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.max(1, Math.min(FACE_EDGE, Math.round(edge)));
  const context = canvas.getContext("2d");
  if (!context) throw new DOMException("there is nothing to draw on", "NotReadableError");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, x, y, edge, edge, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    // where a browser cannot write WebP it writes PNG
    canvas.toBlob(resolve, "image/webp", 0.92);
  });
  if (!blob) throw new DOMException("the picture could not be cut", "NotReadableError");
  return blob;
}

/** A picture of this device, ready to be drawn. @throws where this browser cannot show it */
export async function readPicture(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  if (image.naturalWidth === 0 || image.naturalHeight === 0) throw new DOMException("it has no size", "EncodingError");
  return image;
}
