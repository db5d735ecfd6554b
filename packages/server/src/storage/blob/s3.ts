import { AwsClient } from "aws4fetch";
import { type BlobPart, type BlobRange, type BlobStore, NoBlob, NoRoom, type Progress } from "./blob.ts";

/** What is needed to ask a bucket. */
export interface S3Setting {
  /** `https://s3.eu-central-1.amazonaws.com`; the bucket comes as the first part of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Before all keys, for instance `skein/`. */
  readonly prefix: string;
}

/** Bytes of a part of an upload: S3 takes none of less than 5 MiB but the last, and 10,000 of them. */
const PART = 8 * 1024 * 1024;
/** Bytes that are fetched at a time for a reader, who takes them before more are fetched. */
const FETCH = 4 * 1024 * 1024;
const RETRIES = 3;
/** A key that no blob has. */
const NOTHING = "nothing";

/** How far a multipart upload is: what S3 calls it, the tags of its parts, and how much waits for its part to be full. */
interface State {
  readonly id: string;
  readonly tags: readonly string[];
  readonly tail: number;
}

const NEW: State = { id: "", tags: [], tail: 0 };

/**
 * A bucket of whatever speaks S3. An upload is a multipart upload there from its first bytes on; what does not fill a part yet lies beside
 * it as an object of its own, so that whoever goes on, on whichever node, begins with that. Bun's own S3 client cannot go on with a multipart
 * upload of another process, so requests are signed by aws4fetch.
 */
export class S3Blobs implements BlobStore {
  readonly #aws: AwsClient;

  constructor(private readonly setting: S3Setting) {
    const { accessKeyId, secretAccessKey, region } = setting;
    this.#aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: RETRIES });
  }

  async append(
    { key, have: from, state }: BlobPart,
    bytes: AsyncIterable<Uint8Array>,
    kept: (so: Progress) => Promise<void>,
  ): Promise<Progress> {
    let now = from === 0 ? NEW : stateOf(state);
    let have = from - now.tail;
    const buffer = Buffer.allocUnsafe(PART);
    let filled = now.tail;
    if (filled > 0) buffer.set(await this.#whole(tailOf(key), filled));
    // along with the bytes: all at once it would hold up everybody else for a moment
    let hash = new Bun.CryptoHasher("sha256").update(buffer.subarray(0, filled));
    const told = (): Progress => ({ have: have + now.tail, state: JSON.stringify(now) });
    const flush = async (): Promise<void> => {
      if (filled === now.tail) return;
      await this.#put(tailOf(key), buffer.subarray(0, filled), hash.copy().digest("hex"));
      now = { ...now, tail: filled };
      await kept(told());
    };
    try {
      for await (const piece of bytes) {
        for (let at = 0; at < piece.length; ) {
          const fits = Math.min(piece.length - at, PART - filled);
          buffer.set(piece.subarray(at, at + fits), filled);
          hash.update(piece.subarray(at, at + fits));
          at += fits;
          filled += fits;
          if (filled < PART) continue;
          if (now.id === "") now = { ...now, id: await this.#begin(key) };
          const tag = await this.#part(key, now, buffer, hash.digest("hex"));
          hash = new Bun.CryptoHasher("sha256");
          now = { ...now, tags: [...now.tags, tag], tail: 0 };
          have += PART;
          filled = 0;
          await kept(told());
        }
      }
    } catch (fault) {
      await flush();
      throw fault;
    }
    await flush();
    return told();
  }

  async complete({ key, have, state }: BlobPart): Promise<void> {
    if ((await this.size(key)) === have) return;
    const now = have === 0 ? NEW : stateOf(state);
    const tail = now.tail > 0 ? await this.#whole(tailOf(key), now.tail) : Buffer.alloc(0);
    if (now.id === "") await this.#put(key, tail);
    else {
      const tags = tail.length > 0 ? [...now.tags, await this.#part(key, now, tail)] : now.tags;
      const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
      const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
      const answer = await this.#ask("POST", key, { query: { uploadId: now.id }, body }).catch(
        (fault: unknown) => fault,
      );
      if (!(answer instanceof Response)) {
        // another node was quicker
        if (answer instanceof NoBlob && (await this.size(key)) === have) return;
        throw answer;
      }
      const said = await answer.text();
      // what goes wrong after the head was sent comes with status 200
      if (said.includes("<Error>")) throw new Error(`S3 could not put the parts of ${key} together: ${said}`);
    }
    if (now.tail > 0) await this.remove(tailOf(key));
  }

  async abandon({ key, state }: BlobPart): Promise<void> {
    const { id, tail } = state === "" ? NEW : stateOf(state);
    if (id !== "") await this.#ask("DELETE", key, { query: { uploadId: id }, absent: true });
    if (tail > 0) await this.remove(tailOf(key));
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return this.#put(key, bytes);
  }

  async read(key: string, { start, end }: BlobRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const fetched = (from: number) => this.#piece(key, from, Math.min(end, from + FETCH));
    // the first now: where there is nothing it is said at once
    let next: Uint8Array<ArrayBuffer> | undefined = end > start ? await fetched(start) : undefined;
    let at = start;
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          if (at >= end) return controller.close();
          const piece = next ?? (await fetched(at));
          next = undefined;
          at += piece.length;
          controller.enqueue(piece);
          if (at >= end) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  }

  async size(key: string): Promise<number | undefined> {
    const answer = await this.#ask("HEAD", key, { absent: true });
    return answer.ok ? Number(answer.headers.get("content-length")) : undefined;
  }

  async remove(key: string): Promise<void> {
    await this.#ask("DELETE", key, { absent: true });
  }

  async reach(): Promise<void> {
    try {
      await this.#ask("GET", NOTHING, {});
    } catch (fault) {
      // so does a bucket that is not there answer, but it says so
      if (!(fault instanceof NoBlob) || fault.message.includes("NoSuchBucket")) throw fault;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #begin(key: string): Promise<string> {
    const said = await (await this.#ask("POST", key, { query: { uploads: "" } })).text();
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(said)?.[1];
    if (id === undefined) throw new Error(`S3 began no upload: ${said}`);
    return id;
  }

  async #part(key: string, { id, tags }: State, bytes: Uint8Array, sha256 = sha256Of(bytes)): Promise<string> {
    const query = { partNumber: String(tags.length + 1), uploadId: id };
    const answer = await this.#ask("PUT", key, { query, body: bytes, headers: { [SHA256]: sha256 } });
    return answer.headers.get("etag") ?? "";
  }

  async #put(key: string, bytes: Uint8Array, sha256 = sha256Of(bytes)): Promise<void> {
    await this.#ask("PUT", key, { body: bytes, headers: { [SHA256]: sha256 } });
  }

  /** The first bytes of an object, as many as are known to be there. */
  #whole(key: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#piece(key, 0, size);
  }

  async #piece(key: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await this.#ask("GET", key, { headers: { Range: `bytes=${start}-${end - 1}` } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length !== end - start) throw new NoBlob(key);
    return bytes;
  }

  /** @throws NoBlob where there is none, unless that is as good (`absent`); NoRoom */
  async #ask(
    method: string,
    key: string,
    { query = {}, headers = {}, body, absent = false }: Asking,
  ): Promise<Response> {
    const { endpoint, bucket, prefix } = this.setting;
    const url = new URL(`${endpoint.replace(/\/$/, "")}/${bucket}/${prefix}${key}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await this.#aws.fetch(url.href, { method, headers, ...(body !== undefined && { body: of(body) }) });
    if (answer.ok || (absent && answer.status === 404)) return answer;
    const said = method === "HEAD" ? "" : await answer.text();
    if (answer.status === 404 || answer.status === 416) throw new NoBlob(`${key}: ${said}`);
    if (answer.status === 507 || /QuotaExceeded|StorageFull|EntityTooLarge/.test(said)) throw new NoRoom(said);
    throw new Error(`S3 answered ${method} ${key} with ${answer.status}: ${said}`);
  }
}

interface Asking {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly absent?: boolean;
}

/** Signed with the request: the store takes no other bytes than these. */
const SHA256 = "X-Amz-Content-Sha256";

function sha256Of(bytes: Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

/** A part is sent before its buffer is filled anew. */
function of(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? body : new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length);
}

function stateOf(state: string): State {
  return JSON.parse(state) as State;
}

function tailOf(key: string): string {
  return `${key}.tail`;
}
