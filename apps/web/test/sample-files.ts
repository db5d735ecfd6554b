import type { Page } from "playwright-core";

/** A file as a test hands it to a page. */
export interface SampleFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture that looks like one: hills under a sky, other ones for each seed. Drawn by the page's own canvas. */
export async function photo(page: Page, name: string, width: number, height: number, seed = 1): Promise<SampleFile> {
  const bytes = await page.evaluate(
    async ([w, h, s]) => {
      const canvas = new OffscreenCanvas(w, h);
      const paper = canvas.getContext("2d");
      if (!paper) throw new Error("There is no canvas.");
      const sky = paper.createLinearGradient(0, 0, 0, h);
      sky.addColorStop(0, `hsl(${(s * 67) % 360} 62% 62%)`);
      sky.addColorStop(1, `hsl(${(s * 67 + 40) % 360} 80% 86%)`);
      paper.fillStyle = sky;
      paper.fillRect(0, 0, w, h);
      paper.fillStyle = "rgb(255 244 214)";
      paper.beginPath();
      paper.arc(w * (0.2 + ((s * 0.23) % 0.6)), h * 0.26, Math.min(w, h) * 0.08, 0, 7);
      paper.fill();
      for (let ridge = 0; ridge < 4; ridge += 1) {
        paper.fillStyle = `hsl(${(s * 67 + 150 + ridge * 14) % 360} 28% ${58 - ridge * 12}%)`;
        paper.beginPath();
        paper.moveTo(0, h);
        for (let x = 0; x <= w; x += 4) {
          const wave = Math.sin((x / w) * (5 + ridge * 2) + s * 2 + ridge) + 0.5 * Math.sin((x / w) * 17 + s);
          paper.lineTo(x, h * (0.5 + ridge * 0.13) + wave * h * 0.05);
        }
        paper.lineTo(w, h);
        paper.fill();
      }
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height, seed] as const,
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

/** A WebM of about a second, recorded from a canvas. */
export async function film(page: Page, name: string): Promise<SampleFile> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const paper = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
    const pieces: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    const ended = new Promise((resolve) => {
      recorder.addEventListener("stop", resolve);
    });
    recorder.start();
    for (let frame = 0; frame < 25; frame += 1) {
      if (paper) {
        paper.fillStyle = `hsl(${200 + frame * 4} 50% 45%)`;
        paper.fillRect(0, 0, 320, 180);
        paper.fillStyle = "white";
        paper.fillRect(20 + frame * 10, 80, 24, 24);
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 40);
      });
    }
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(pieces).arrayBuffer())];
  });
  return { name, mimeType: "video/webm", buffer: Buffer.from(bytes) };
}

/** Drops files, or pastes them, on an element. */
export async function give(
  page: Page,
  selector: string,
  how: "drop" | "paste",
  files: readonly SampleFile[],
): Promise<void> {
  const data = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString("base64") }));
  await page.locator(selector).evaluate(
    (element, [type, given]) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, text } of given)
        transfer.items.add(
          new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type: mimeType }),
        );
      if (type === "paste") {
        element.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }),
        );
        return;
      }
      for (const step of ["dragenter", "dragover", "drop"])
        element.dispatchEvent(new DragEvent(step, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    [how, data] as const,
  );
}

/** Words with pauses between, as they look. */
export function speech(seed: number): string {
  const level = (at: number): number => {
    const word = Math.max(0, Math.sin(at / 5 + seed) + 0.35);
    return Math.round(Math.min(255, 190 * word * (0.6 + 0.4 * Math.abs(Math.sin(at * 2.3 * seed)))));
  };
  return Buffer.from(Array.from({ length: 100 }, (_, at) => level(at))).toString("base64");
}

/** A WAV that hums. */
export function hum(seconds: number): Blob {
  const rate = 8_000;
  const size = rate * seconds;
  const view = new DataView(new ArrayBuffer(44 + size));
  const text = (at: number, words: string): void =>
    Array.from(words).forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + size, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, size, true);
  for (let at = 0; at < size; at += 1) view.setUint8(44 + at, 128 + 40 * Math.sin(at / 6));
  return new Blob([view.buffer], { type: "audio/wav" });
}
