import type { Statement, Storage } from "../storage/storage.ts";
import type { Body } from "./bodies.ts";
import type { Commit } from "./commit.ts";
import { firstAnswer, type Keyed } from "./first-answer.ts";
import { hide, shownBody } from "./hidden.ts";
import type { Verdict } from "./rules.ts";
import { keepShown, NUM } from "./shown.ts";

/** What is done to one entry of a conversation. */
export interface Operation extends Keyed {
  readonly kind: string;
  /** The entry it is done to. */
  readonly ref: number;
  readonly body: Body;
  /** What it changes. At least one is a guard that does not hold a second time. */
  readonly rows: readonly Statement[];
  /** What the rules say of it. */
  readonly verdict?: Verdict;
  readonly tell?: string;
}

/** Where an operation stands in the log. */
export interface Done {
  readonly seq: number;
  readonly at: number;
}

/** What operating needs of a room. */
interface Operating {
  readonly line: { readonly commit: Pick<Commit, "submit"> };
}

/**
 * Writes an operation as an entry of the log, with what it changes. The same key again returns the first answer, where nothing refuses
 * it before it is written: see {@link once}.
 *
 * @throws Refusal of the guard that did not hold; `key_reused` when the key was used for something else
 */
export async function operate({ line }: Operating, operation: Operation): Promise<Done> {
  const { conv, user, key, kind, ref, body, rows, verdict = {}, tell } = operation;
  const { rows: guards = [], hidden } = verdict;
  const entry = { conv, from: user, key, kind, ref, countable: false, byMember: false };
  const { places } = await line.commit.submit({
    rows: [stillMember(conv, user), ...guards, ...(hidden ?? rows), keepShown(conv)],
    entries: [{ ...entry, body: JSON.stringify(hidden ? hide(body) : body) }],
    ...(tell !== undefined && { tell }),
  });
  const place = places[0];
  if (!place) throw new Error("an operation without a place");
  return { seq: place.seq, at: place.at };
}

/**
 * Runs what is done once for each key: whoever did it before gets the first answer, though it may not be done today, or not twice.
 *
 * @param isSame whether the body that was written then says what is asked now
 * @throws Refusal `key_reused` when the key was used for something else
 */
export async function once(
  { reading }: { readonly reading: { readonly storage: Pick<Storage, "query"> } },
  did: Keyed & Pick<Operation, "kind" | "ref">,
  isSame: (body: Body) => boolean,
  run: () => Promise<Done>,
): Promise<Done> {
  try {
    return await run();
  } catch (fault) {
    const { seq, at } = await firstAnswer(
      reading.storage,
      fault,
      did,
      ({ kind, ref, body }) => kind === did.kind && ref === did.ref && isSame(shownBody(JSON.parse(body) as Body)),
    );
    return { seq, at };
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
