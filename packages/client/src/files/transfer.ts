import type { FileInfo } from "@skein/protocol";
import type { Caller } from "../link/requests.ts";
import { hashOf } from "./hash.ts";
import type { Pending } from "./outgoing.ts";
import type { Progress } from "./progress.ts";
import { sendBytes, UploadGone } from "./send-bytes.ts";

/** One file on its way. */
export interface Transfer {
  readonly blob: Blob;
  readonly name: string;
  readonly type: string;
  /** What is known of it from an earlier try. */
  readonly pending: Pending;
  readonly signal: AbortSignal;
  /** What has become known of it, to be kept for a later try. */
  readonly note: (known: Pick<Pending, "sha256" | "upload" | "path">) => void;
  readonly progress: (step: Pick<Progress, "phase" | "done">) => void;
}

/** What all of them use. */
export interface Way {
  readonly caller: Caller;
  /** Of the server, without a slash at its end: `https://chat.example.com`. */
  readonly base: string;
  readonly token: () => string | Promise<string>;
}

/** The server looks at the whole file once it is there, ms. */
const FINISH = 180_000;
/** How often an upload that the server has given up is begun anew. */
const TIMES = 3;

/**
 * Brings one file to the server; goes on where an earlier try has got to.
 *
 * @throws SkeinError; the signal's reason
 */
export async function transfer(
  way: Way,
  { blob, name, type, pending, signal, note, progress }: Transfer,
): Promise<FileInfo> {
  const { caller, token } = way;
  let { sha256, upload, path } = pending;
  if (sha256 === undefined) {
    sha256 = await hashOf(blob, signal, (done) => progress({ phase: "reading", done }));
    note({ sha256 });
  }
  for (let times = 1; ; times += 1) {
    if (upload === undefined || path === undefined) {
      const original = pending.original && { original: true as const };
      const begun = await caller.call("file.begin", { name, type, size: blob.size, sha256, ...original });
      signal.throwIfAborted();
      // the server has it from an earlier time
      if (begun.file) return begun.file;
      ({ upload = "", path = "" } = begun);
      note({ upload, path });
    }
    const sent = (done: number): void => progress({ phase: "sending", done });
    sent(0);
    try {
      await sendBytes({ blob, url: way.base + path, token, signal, progress: sent });
    } catch (error) {
      if (!(error instanceof UploadGone) || times === TIMES) throw error;
      upload = undefined;
      continue;
    }
    progress({ phase: "finishing", done: blob.size });
    const { file } = await caller.call("file.finish", { upload }, { timeout: FINISH });
    return file;
  }
}
