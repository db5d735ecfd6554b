import { connect, http, makeKey, type OutgoingBodies } from "@skein/client";
import type { TestPerson, TestServer } from "@skein/testkit";
import type { Browser } from "playwright-core";
import type { Sample } from "./sample-talk.ts";
import { film, hum, photo, type SampleFile, speech } from "./sample-files.ts";

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
  await send(ann, "voice", { file: { blob: hum(2), name: "voice.wav" }, duration: 17 * SECOND, wave: speech(1) });
  await send(me, "voice", { file: { blob: hum(3), name: "voice.wav" }, duration: 64 * SECOND, wave: speech(2) });
  const text = "Tides: https://example.org/tides?of=2026 and the hut: https://example.org/hut/灯塔小屋";
  const key = (): string => makeKey(Date.now(), Math.random);
  await http(url, "message.send", { conv, key: key(), kind: "text", body: { text } }, noah.token);
  await page.close();
  return conv;
}

function outgoing({ name, mimeType, buffer }: SampleFile) {
  return { blob: new Blob([new Uint8Array(buffer)], { type: mimeType }), name };
}
