import type { Readable } from "node:stream";
import { DataStore, Server, Upload } from "@tus/server";
import { UPLOAD_PATH } from "@skein/protocol";
import type { Clock } from "../../kit/clock.ts";
import { Refusal } from "../../kit/refusal.ts";
import { NoBlob, NoRoom } from "../../storage/blob/blob.ts";
import { giveUp } from "./give-up.ts";
import type { FileRoom } from "./room.ts";
import { RunningHashes } from "./running-hash.ts";
import { TusFault } from "./tus-fault.ts";
import { UploadLocker } from "./upload-lock.ts";
import { advance, uploadOf, type UploadRow } from "./upload-store.ts";

/** Where bytes of uploads come in, for one person: tus over the store of blobs. */
class Receiving extends DataStore {
  constructor(
    private readonly room: FileRoom,
    private readonly locker: UploadLocker,
    private readonly hashes: RunningHashes,
    private readonly user: string,
    private readonly request: Request,
  ) {
    super();
    this.extensions = ["termination"];
  }

  override async getUpload(id: string): Promise<Upload> {
    const { have, size } = await this.#row(id);
    return new Upload({ id, size, offset: have });
  }

  override async write(_: Readable, id: string, offset: number): Promise<number> {
    const { blobs, line } = this.room;
    const row = await this.#row(id);
    // what is whole may be a file by now
    if (row.have === row.size) return row.have;
    const holder = this.locker.holder(id);
    const upload = { key: id, have: offset, state: row.state };
    const bytes = taken(this.request, row.size - offset, this.locker.wanted(id), line.clock);
    const running = this.hashes.take(id, offset);
    try {
      const { have } = await blobs.append(upload, running?.along(bytes) ?? bytes, async (so) => {
        const hash = so.have === row.size && running?.have === so.have ? running.now() : "";
        await line.commit.submit({ rows: [advance(id, holder, so, hash, line.clock.now())] });
      });
      if (have < row.size) this.hashes.keep(id, running, have);
      return have;
    } catch (fault) {
      if (fault instanceof NoBlob) {
        await giveUp(this.room, row);
        throw new TusFault(404, "no such upload any more");
      }
      if (fault instanceof NoRoom) throw new TusFault(507, "no room is left; what came before is kept");
      throw fault;
    }
  }

  override async remove(id: string): Promise<void> {
    const row = await this.#row(id);
    if (row.file === "") await giveUp(this.room, row);
  }

  /** Somebody else's is not there. */
  async #row(id: string): Promise<UploadRow> {
    const row = await uploadOf(this.room.reading.storage, this.user, id);
    if (!row) throw new TusFault(404, "no such upload");
    return row;
  }
}

/** Answers requests by tus 1.0 to uploads of a person. */
export function receiver(room: FileRoom): (request: Request, user: string) => Promise<Response> {
  const { random, log, line, limiter } = room;
  const hashes = new RunningHashes();
  const locker = new UploadLocker({ commit: line.commit, clock: line.clock, random, log });
  return async (request, user) => {
    const after = limiter.take(user, 1);
    if (after > 0) throw new Refusal("rate_limited", { after });
    const store = new Receiving(room, locker, hashes, user, request);
    const id = new URL(request.url).pathname.slice(UPLOAD_PATH.length);
    if (request.method === "POST" || request.method === "GET") {
      throw new Refusal("method_not_allowed", { message: "uploads are begun by file.begin" });
    }
    const server = new Server({
      path: UPLOAD_PATH.slice(0, -1),
      datastore: store,
      locker,
      getFileIdFromRequest: () => id,
      // what page may ask is said for all of the API in one place (http/cors.ts)
      allowedOrigins: () => false,
      onResponseError: (_, fault) => answerOf(fault),
      onIncomingRequest: async () => {
        // looked at before anything is waited for
        await store.getUpload(id);
      },
    });
    const { url, method, headers } = request;
    return server.handleWeb(new Request(url, { method, headers }));
  };
}

/** What is on its way already may still come when somebody else wants to go on. ms */
const GRACE = 1_500;

/**
 * What comes, up to so many bytes; ends where it is cut, or a moment after somebody else wants to go on: what came until then is written. It is
 * read from the request itself and not from the streams of tus, which take in more than is written, without a bound.
 */
async function* taken(
  request: Request,
  most: number,
  wanted: AbortSignal,
  clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = request.body?.getReader();
  if (!reader) return;
  const end = (): void => {
    reader.cancel().catch(() => undefined);
  };
  let callOff = (): void => undefined;
  const soon = (): void => {
    callOff = clock.after(GRACE, end);
  };
  if (wanted.aborted) soon();
  else wanted.addEventListener("abort", soon, { once: true });
  let left = most;
  try {
    for (;;) {
      // a request that is cut ends here, as one that is whole
      const next = await reader.read().catch(() => undefined);
      if (!next?.value) return;
      left -= next.value.length;
      if (left < 0) throw new TusFault(413, "more bytes than were announced");
      const part = next.value;
      yield part;
      // it is written, and its memory free at once: as garbage it would pile up faster than it is collected
      part.buffer.transfer(0);
    }
  } finally {
    wanted.removeEventListener("abort", soon);
    callOff();
    end();
  }
}

/** What is no answer of tus: the store cannot be written to now, another has the upload by now. */
function answerOf(fault: unknown): { status_code: number; body: string } | undefined {
  if (!(fault instanceof Refusal)) return undefined;
  if (fault.error === "conflict") return { status_code: 423, body: "somebody else has this upload by now\n" };
  return { status_code: 503, body: `${fault.message}\n` };
}
