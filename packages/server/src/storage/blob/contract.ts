import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type BlobPart, type BlobStore, NoBlob, type Progress } from "./blob.ts";

/** A store that a test may open twice, as two nodes do. */
export interface BlobsUnderTest extends AsyncDisposable {
  open(): BlobStore;
}

const MB = 1024 * 1024;

/**
 * What every store of blobs keeps to.
 *
 * @param can whether it can be had here; where it cannot, its tests are skipped and named
 */
export function blobContract(name: string, make: () => Promise<BlobsUnderTest>, can = true): void {
  describe.skipIf(!can)(`blob contract: ${name}`, () => {
    let under: BlobsUnderTest | undefined;
    let open: () => BlobStore;
    let store: BlobStore;
    beforeAll(async () => {
      const made = await make();
      under = made;
      open = () => made.open();
      store = open();
    }, 120_000);
    afterAll(() => under?.[Symbol.asyncDispose]());

    let made = 0;
    const fresh = (): BlobPart => ({ key: `blob${(made += 1)}`, have: 0, state: "" });
    const nothing = () => Promise.resolve();
    const sent = async (upload: BlobPart, ...parts: Uint8Array[]) => ({
      ...upload,
      ...(await store.append(upload, each(parts), nothing)),
    });

    test("an upload in pieces of all sizes, each by another node, is one blob", async () => {
      const bytes = pattern(19 * MB + 321);
      let upload = fresh();
      for (const to of [1, 2, 65_536, 5 * MB, 8 * MB, 8 * MB + 1, 17 * MB - 7, bytes.length]) {
        const { key, have, state } = upload;
        const so = await open().append(upload, each(slices(bytes.subarray(have, to))), nothing);
        upload = { key, ...so };
        expect({ have: so.have, was: state.length > 0 || have === 0 || so.state === state }).toEqual({
          have: to,
          was: true,
        });
      }
      expect(await store.size(upload.key)).toBeUndefined();
      await store.complete(upload);
      await store.complete(upload);
      expect(await store.size(upload.key)).toBe(bytes.length);
      expect(hash(await whole(store, upload.key, 0, bytes.length))).toBe(hash(bytes));
    }, 60_000);

    test("what came before a cut is kept and told, and is gone on with from there", async () => {
      const bytes = pattern(9 * MB);
      const first = fresh();
      const told: Progress[] = [];
      const cut = async function* (): AsyncGenerator<Uint8Array> {
        yield* slices(bytes.subarray(0, 8 * MB + 5));
        await Promise.resolve();
        throw new Error("cut");
      };
      const appended = store.append(first, cut(), (so) => Promise.resolve(void told.push(so)));
      expect(
        await appended.then(
          () => "whole",
          (fault: Error) => fault.message,
        ),
      ).toBe("cut");
      const last = told.at(-1) ?? first;
      expect(last.have).toBe(8 * MB + 5);
      const upload = await sent({ ...first, ...last }, bytes.subarray(last.have));
      await store.complete(upload);
      expect(hash(await whole(store, upload.key, 0, bytes.length))).toBe(hash(bytes));
    }, 60_000);

    test("what was written and not told is written once more", async () => {
      const bytes = pattern(100_000);
      const first = fresh();
      await store.append(first, each([bytes.subarray(0, 10)]), nothing);
      const lost = await store.append(first, each([pattern(50_000, 7)]), nothing);
      expect(lost.have).toBe(50_000);
      const again = await sent(first, bytes.subarray(0, 20_000));
      const upload = await sent(again, bytes.subarray(20_000));
      await store.complete(upload);
      expect(await store.size(upload.key)).toBe(bytes.length);
      expect(hash(await whole(store, upload.key, 0, bytes.length))).toBe(hash(bytes));
    });

    test("any range is read, and nothing beyond the end", async () => {
      const bytes = pattern(9 * MB);
      const { key } = fresh();
      await store.put(key, bytes);
      for (const [start, end] of [
        [0, 1],
        [5, 4 * MB + 6],
        [bytes.length - 1, bytes.length],
        [3, 3],
      ] as const) {
        expect(hash(await whole(store, key, start, end))).toBe(hash(bytes.subarray(start, end)));
      }
      expect(await fault(whole(store, key, 0, bytes.length + 1))).toBeInstanceOf(NoBlob);
      expect(await fault(whole(store, "nowhere", 0, 1))).toBeInstanceOf(NoBlob);
    }, 60_000);

    test("a reader who stops reads no more", async () => {
      const { key } = fresh();
      await store.put(key, pattern(9 * MB));
      const read = await store.read(key, { start: 0, end: 9 * MB });
      const reader = (read instanceof Blob ? read.stream() : read).getReader();
      expect((await reader.read()).value?.length).toBeGreaterThan(0);
      await reader.cancel();
    }, 60_000);

    test("an empty upload is an empty blob; what was given up, or deleted, is not there", async () => {
      const empty = fresh();
      await store.complete(empty);
      expect(await store.size(empty.key)).toBe(0);
      const given = await sent(fresh(), pattern(100));
      await store.abandon(given);
      await store.abandon(fresh());
      expect(await store.size(given.key)).toBeUndefined();
      await store.remove(empty.key);
      await store.remove(empty.key);
      expect(await store.size(empty.key)).toBeUndefined();
    });
  });
}

/** Bytes in which no stretch is like another. */
function pattern(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0, value = seed; at < size; at++) {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = value >>> 24;
  }
  return bytes;
}

const hash = (bytes: Uint8Array): string => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

function slices(bytes: Uint8Array): Uint8Array[] {
  const size = 700_001;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

async function* each(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(part);
}

async function whole(store: BlobStore, key: string, start: number, end: number): Promise<Uint8Array> {
  return new Response(await store.read(key, { start, end })).bytes();
}

function fault(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}
