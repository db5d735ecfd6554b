import type { ErrorName } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Storage } from "../storage/storage.ts";
import { NUM } from "./shown.ts";

/** What a command bears that is sent again with the same key. */
export interface Keyed {
  readonly conv: string;
  readonly user: string;
  readonly key: string;
}

/** What was written with a key, and where it stands. */
export interface Written {
  readonly seq: number;
  readonly at: number;
  readonly count: number;
  readonly kind: string;
  readonly ref: number | null;
  /** JSON text. */
  readonly body: string;
}

/** These say nothing of what was asked: a look at the store would only add to what is too much. */
const OVERLOAD: readonly ErrorName[] = ["busy", "unavailable"];

/** What stands in the log by this key; undefined where nothing does. */
export async function writtenWith(
  storage: Pick<Storage, "query">,
  { conv, user, key }: Keyed,
): Promise<Written | undefined> {
  const [known] = await storage.query<Written>({
    sql: `SELECT seq, at, count, kind, ref, body FROM entries WHERE key = ? AND sender = ? AND conv = ${NUM}`,
    parameters: [key, user, conv],
  });
  return known;
}

/**
 * The first answer of what is refused now and was carried out before: its key was not known when it was judged by what holds today.
 * Only whoever is refused pays for this look. [SEND-2] [OP-1]
 *
 * @param isSame whether what was written is what is asked for now; `key_reused` where it is not
 * @throws the fault itself where nothing was written with the key
 */
export async function firstAnswer(
  storage: Pick<Storage, "query">,
  fault: unknown,
  keyed: Keyed,
  isSame: (written: Written) => boolean,
): Promise<Written> {
  if (!(fault instanceof Refusal) || OVERLOAD.includes(fault.error)) throw fault;
  const written = await writtenWith(storage, keyed);
  if (!written) throw fault;
  if (!isSame(written)) throw new Refusal("key_reused");
  return written;
}
