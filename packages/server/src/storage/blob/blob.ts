/** Part of a blob: from the first byte wanted to the one after the last. */
export interface BlobRange {
  readonly start: number;
  readonly end: number;
}

/** How far an upload has come. */
export interface Progress {
  /** How many bytes are kept, from the first on. */
  readonly have: number;
  /** Where it stands, in words of the store, for whoever goes on with it. */
  readonly state: string;
}

/** An upload as the caller has it in mind. */
export interface BlobPart extends Progress {
  readonly key: string;
}

/** No room is left; nothing of what was kept before is lost. */
export class NoRoom extends Error {
  override readonly name = "NoRoom";
}

/** There is no such blob, or no such upload. */
export class NoBlob extends Error {
  override readonly name = "NoBlob";
}

/**
 * Keeps bytes by a key that the caller made up, once and for ever the same bytes. Guarantees, of each implementation (contract.ts is the
 * suite): what `append`, `complete` and `put` have answered is durable; an upload may be gone on with by another process, from any byte that
 * was kept, with the state that was answered last; two who append at once are kept apart by the caller; what was cut off in mid-stream is kept
 * up to there; memory stays flat at any size, whether one writes or reads; where there is no room ({@link NoRoom}) what was kept before stays.
 */
export interface BlobStore {
  /**
   * Adds bytes at `have`, those that are kept already; an upload begins with 0 and the state "". Calls `kept` now and then with what is durable; where that rejects, nothing more is
   * added. What the stream gave before it failed is kept and told by `kept`, then its fault is thrown.
   */
  append(upload: BlobPart, bytes: AsyncIterable<Uint8Array>, kept: (so: Progress) => Promise<void>): Promise<Progress>;
  /** The upload becomes a blob. Doing it again does nothing. */
  complete(upload: BlobPart): Promise<void>;
  /** Gives an upload up, as far as it came. */
  abandon(upload: BlobPart): Promise<void>;
  /** Keeps something small as a whole. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** What can be the body of an answer: read as fast as it is taken, and no faster. @throws NoBlob */
  read(key: string, range: BlobRange): Promise<Blob | ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Bytes of a blob; undefined where there is none. */
  size(key: string): Promise<number | undefined>;
  /** Deletes a blob; what is not there already is no fault. */
  remove(key: string): Promise<void>;
  /** Whether it is there to be asked, without writing anything. Rejects with why it is not. */
  reach(): Promise<void>;
  close(): Promise<void>;
}
