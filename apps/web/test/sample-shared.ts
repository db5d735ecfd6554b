import { connect, http, makeKey, type OutgoingBodies } from "@skein/client";
import type { TestPerson, TestServer } from "@skein/testkit";
import type { Browser } from "playwright-core";
import type { Sample } from "./sample-talk.ts";
import { film, photo, type SampleFile } from "./sample-files.ts";

const SECOND = 1_000;

/** A group in which pictures, videos, files and voice were sent. Its id. */
export async function sampleShared(server: TestServer, { me, others }: Sample, browser: Browser): Promise<string> {
  const [ann, noah, wei] = others;
  if (!ann || !noah || !wei) throw new Error("The sample has too few people.");
  const { url } = server;
  const made = await http(
    url,
    "group.create",
    {
      key: makeKey(Date.now(), Math.random),
      name: "Shore walk · 海边散步",
      color: 5,
      users: others.map(({ id }) => id),
    },
    me.token,
  );
  const conv = made.conversation.id;
  const page = await browser.newPage();
  const picture = async (name: string, width: number, height: number, seed: number) => ({
    ...outgoing(await photo(page, name, width, height, seed)),
    width,
    height,
  });
  const send = async <K extends keyof OutgoingBodies>(
    by: TestPerson,
    kind: K,
    body: OutgoingBodies[K],
    reply?: number,
  ) => {
    await using client = await connect({ url, token: by.token, user: by.id });
    const talk = client.conversation(conv);
    const close = talk.timeline.open();
    const key = (await client.files()).send(conv, kind, body, reply === undefined ? {} : { reply });
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!talk.timeline.state.get().items.some(({ id, seq }) => id === key && seq !== undefined)) return;
        end();
        resolve();
      };
      const end = talk.timeline.state.subscribe(look);
      look();
    });
    close();
  };
  await send(ann, "image", {
    file: await picture("IMG_2041.jpg", 1600, 1066, 3),
    caption: "The sandbank at low tide. **Forty** bean geese on it.",
  });
  await send(me, "image", { file: await picture("tower.jpg", 700, 1400, 4) });
  await send(noah, "album", {
    items: await Promise.all(
      [
        [1200, 800],
        [800, 1200],
        [1600, 900],
        [900, 900],
        [1400, 1000],
      ].map(async ([w = 1, h = 1], at) => ({ file: await picture(`walk-${at + 1}.jpg`, w, h, at + 5) })),
    ),
    caption: "从北岸一路走到灯塔，五张。",
  });
  const movie = await film(page, "waves.webm");
  await send(wei, "video", {
    file: outgoing(movie),
    poster: await picture("waves.jpg", 960, 540, 12),
    duration: 83 * SECOND,
    width: 960,
    height: 540,
  });
  await send(me, "file", {
    file: {
      blob: new Blob(["date,species,count\n"]),
      name: "2026年秋季鹅类同步调查记录表（北岸、灯塔、芦苇荡）最终版.xlsx",
    },
    caption: "Counts so far.",
  });
  await send(wei, "file", { file: { blob: new Blob([new Uint8Array(48_317)]), name: "tides.zip" } });
  await send(ann, "voice", { file: { blob: beep(2), name: "voice.wav" }, duration: 17 * SECOND, wave: speech(1) });
  await send(me, "voice", { file: { blob: beep(3), name: "voice.wav" }, duration: 64 * SECOND, wave: speech(2) });
  await page.close();
  return conv;
}

function outgoing({ name, mimeType, buffer }: SampleFile) {
  return { blob: new Blob([new Uint8Array(buffer)], { type: mimeType }), name };
}

/** Words with pauses between, as they look. */
function speech(seed: number): string {
  const level = (at: number): number => {
    const word = Math.max(0, Math.sin(at / 5 + seed) + 0.35);
    return Math.round(Math.min(255, 190 * word * (0.6 + 0.4 * Math.abs(Math.sin(at * 2.3 * seed)))));
  };
  return Buffer.from(Array.from({ length: 100 }, (_, at) => level(at))).toString("base64");
}

/** A WAV that hums. */
function beep(seconds: number): Blob {
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
