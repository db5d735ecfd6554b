import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Bytes that are worked on before others have their turn: some ms, so that a page stays quick. */
const SLICE = 512 * 1024;

/**
 * SHA-256 of any amount, as hex, with one slice of it in memory at a time. The platform's own takes all at once, and pages without TLS have none.
 *
 * @param done told how many bytes are behind it
 * @throws the signal's reason
 */
export async function hashOf(blob: Blob, signal: AbortSignal, done: (bytes: number) => void): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < blob.size; at += SLICE) {
    signal.throwIfAborted();
    // reading a slice gives others their turn
    hash.update(new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer()));
    done(Math.min(blob.size, at + SLICE));
  }
  return bytesToHex(hash.digest());
}
