import type { WireError } from "@skein/protocol";
import { DetailedError, Upload } from "tus-js-client";
import { SkeinError } from "../error.ts";
import { fetchStack } from "./fetch-stack.ts";

interface Bytes {
  readonly blob: Blob;
  readonly url: string;
  readonly token: () => string | Promise<string>;
  readonly signal: AbortSignal;
  /** Bytes that are on their way or there. */
  readonly progress: (sent: number) => void;
}

/** One request carries so much: what a cut costs at most, where whatever stands between takes back what it had of a request. */
const PIECE = 8 * 1024 * 1024;

/** The upload is not there any more: it must be begun anew. */
export class UploadGone extends Error {}

/**
 * Sends the bytes of an upload from where the server has got to (tus 1.0). One try: whoever calls knows when it is worth another.
 *
 * @throws UploadGone; SkeinError; the signal's reason
 */
export function sendBytes({ blob, url, token, signal, progress }: Bytes): Promise<void> {
  const { XMLHttpRequest: xhr } = globalThis as Partial<typeof globalThis>;
  return new Promise((resolve, reject) => {
    const upload = new Upload(blob, {
      uploadUrl: url,
      uploadSize: blob.size,
      chunkSize: PIECE,
      retryDelays: null,
      // the outbox knows which upload is whose
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => sourceOf(blob) },
      ...(!xhr && { httpStack: fetchStack }),
      onBeforeRequest: async (request) => {
        request.setHeader("Authorization", `Bearer ${await token()}`);
      },
      onProgress: (sent) => progress(sent),
      onChunkComplete: (_size, accepted) => progress(accepted),
      onSuccess: () => resolve(),
      onError: (error) => reject(failureOf(error)),
    });
    const stop = (): void => {
      upload.abort().then(
        () => reject(signal.reason as Error),
        () => reject(signal.reason as Error),
      );
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    upload.start();
  });
}

function sourceOf(blob: Blob) {
  return {
    size: blob.size,
    slice: async (start: number, end: number) => ({
      value: blob.slice(start, end),
      done: end >= blob.size,
    }),
    close: () => undefined,
  };
}

function failureOf(error: Error): Error {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return SkeinError.local("offline", error);
  const status = response.getStatus();
  if (status === 404 || status === 410) return new UploadGone();
  const told = wireErrorOf(response.getBody());
  if (told) return new SkeinError(told);
  // whatever stands between has answered, or the server is busy: 409 and 423 tell of another one that sends to it just now
  return SkeinError.local("timeout", error);
}

function wireErrorOf(text: string): WireError | undefined {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === "object" && body !== null && "retry" in body && "code" in body
      ? (body as WireError)
      : undefined;
  } catch {
    return undefined;
  }
}
