import { Refusal } from "../kit/refusal.ts";
import type { Statement, Storage } from "../storage/storage.ts";
import type { Commit } from "./commit.ts";
import { keepShown, NUM } from "./shown.ts";

/** What is done to one entry of a conversation. */
export interface Operation {
  readonly conv: string;
  readonly user: string;
  /** Made once by the client: the same at every try. */
  readonly key: string;
  readonly kind: string;
  /** The entry it is done to. */
  readonly ref: number;
  readonly body: object;
  /** What it changes. At least one is a guard that does not hold a second time. */
  readonly rows: readonly Statement[];
  readonly tell?: string;
}

/** Where an operation stands in the log. */
export interface Done {
  readonly seq: number;
  readonly at: number;
}

/** What operating needs of a room. */
interface Operating {
  readonly reading: { readonly storage: Pick<Storage, "query"> };
  readonly line: { readonly commit: Pick<Commit, "submit"> };
}

/**
 * Writes an operation as an entry of the log, with what it changes. The same key again returns the first answer.
 *
 * @throws Refusal of the guard that did not hold; `key_reused` when the key was used for something else
 */
export async function operate(room: Operating, operation: Operation): Promise<Done> {
  const before = await find(room, operation);
  if (before) return before;
  const { conv, user, key, kind, ref, rows, tell } = operation;
  const entry = {
    conv,
    from: user,
    key,
    kind,
    ref,
    countable: false,
    body: JSON.stringify(operation.body),
    byMember: false,
  };
  try {
    const { places } = await room.line.commit.submit({
      rows: [stillMember(conv, user), ...rows, keepShown(conv)],
      entries: [entry],
      ...(tell !== undefined && { tell }),
    });
    const place = places[0];
    if (!place) throw new Error("an operation without a place");
    return { seq: place.seq, at: place.at };
  } catch (fault) {
    // the same one at the same time: the other was written
    const other = fault instanceof Refusal ? await find(room, operation) : undefined;
    if (other) return other;
    throw fault;
  }
}

/** The person is a member at that very moment. */
export function stillMember(conv: string, user: string): Statement {
  return {
    sql: `UPDATE members SET role = role WHERE conv = ${NUM} AND "user" = ?`,
    parameters: [conv, user],
    expect: { changes: 1, error: "not_found" },
  };
}

interface KnownRow extends Done {
  readonly kind: string;
  readonly ref: number | null;
  readonly body: string;
}

async function find(room: Operating, { conv, user, key, kind, ref, body }: Operation): Promise<Done | undefined> {
  const [known] = await room.reading.storage.query<KnownRow>({
    sql: `SELECT seq, at, kind, ref, body FROM entries WHERE key = ? AND sender = ? AND conv = ${NUM}`,
    parameters: [key, user, conv],
  });
  if (!known) return undefined;
  // what was edited into a message that was taken back has no content any more to compare
  const same = known.kind === kind && known.ref === ref && (known.body === "{}" || known.body === JSON.stringify(body));
  if (!same) throw new Refusal("key_reused");
  return { seq: known.seq, at: known.at };
}
