import { Refusal } from "../../../kit/refusal.ts";
import { streamOf } from "../stream.ts";
import { makePicture } from "./make.ts";
import { makeFace, type MadeFace } from "./face.ts";
import type { MadePicture } from "./picture.ts";

/** Pictures that are made ready at once, and that wait. */
const AT_ONCE = 1;
const WAITING = 100;
/** Bytes of a picture that is taken into memory. */
const LARGEST = 64 * 1024 * 1024;

type Read = Blob | ReadableStream<Uint8Array<ArrayBuffer>>;

/** A bounded queue of pictures: each takes as much memory as it has pixels. */
export class PictureWork {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly maxPixels: number) {}

  /** @throws Refusal `picture_refused`; `busy` where too many wait already */
  make(read: Read, type: string, original: boolean): Promise<MadePicture> {
    return this.#inTurn(async () => makePicture(await whole(read), type, original, this.maxPixels));
  }

  /** What a person or a group is shown by. @throws Refusal like `make` */
  face(read: Read, type: string): Promise<MadeFace> {
    return this.#inTurn(async () => makeFace(await whole(read), type, this.maxPixels));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      // its place passes to whoever waits longest
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= WAITING) throw new Refusal("busy", { after: 5_000 });
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

async function whole(read: Read): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of streamOf(read)) {
    size += part.length;
    if (size > LARGEST) throw new Refusal("picture_refused", { message: `a picture has at most ${LARGEST} bytes` });
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
