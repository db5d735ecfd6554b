/** Formats of a film, in the order in which they are wanted. */
const TYPES = ["video/mp4", "video/webm;codecs=vp9,opus", "video/webm"];
/** As good as a picture is kept. */
const QUALITY = 0.92;

/** What the camera sees at this moment, as a picture. */
export async function photoOf(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
  if (!blob) throw new DOMException("the picture could not be taken", "NotReadableError");
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}

/** A film of what the camera sees, from now on until it is stopped. */
export function filmOf(stream: MediaStream): { stop(): Promise<File> } {
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const media = new MediaRecorder(stream, type === undefined ? {} : { mimeType: type });
  const pieces: Blob[] = [];
  media.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  media.start();
  return {
    async stop() {
      const ended = new Promise<void>((resolve) => {
        media.addEventListener("stop", () => resolve(), { once: true });
      });
      media.stop();
      await ended;
      // servers go by the plain type
      const [plain = "video/webm"] = (media.mimeType || "video/webm").split(";");
      return new File(pieces, `film.${plain === "video/mp4" ? "mp4" : "webm"}`, { type: plain });
    },
  };
}
