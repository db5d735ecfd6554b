import type { Bodies, OperationKind } from "@skein/protocol";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import { OWN, type OwnKind } from "./own.ts";
import type { OutboxRecord } from "./store/store.ts";

/** Where the server has put it. */
export interface Placed {
  readonly seq: number;
  readonly at: number;
  readonly count?: number;
  /** What stands there, where that is not what was asked. */
  readonly body?: object;
}

interface Target {
  readonly conv: string;
  readonly key: string;
  readonly seq: number;
}

/** What one asks for; sums of votes are told by the server alone. */
type Asked = Exclude<OperationKind, "poll.counted">;

/** The command by which each kind of operation is asked for: a row for each. */
const ASK: {
  readonly [K in Asked]: (caller: Caller, target: Target, body: Bodies[K]) => Promise<Placed>;
} = {
  "message.edited": (caller, target, { body }) => caller.call("message.edit", { ...target, body: body as object }),
  "message.recalled": (caller, target) => caller.call("message.recall", target),
  "message.pinned": (caller, target, { on }) => caller.call("message.pin", { ...target, on }),
  "message.played": (caller, target) => caller.call("message.played", target),
  "message.reacted": (caller, target, { emoji, on }) => caller.call("message.react", { ...target, emoji, on }),
  "poll.voted": async (caller, target, { choices }) => {
    const { seq, at, ...body } = await caller.call("poll.vote", { ...target, choices });
    return { seq, at, body };
  },
  "poll.closed": (caller, target) => caller.call("poll.close", target),
};

/** Asks for what is done to a message, or to what is one's own: that has no place in a conversation (`ref` 0). */
export function ask(caller: Caller, { conv, key, kind, ref = 0, body }: OutboxRecord): Promise<Placed> {
  if (ref === 0) return (caller.call(OWN[kind as OwnKind], body) as Promise<object> as Promise<Placed>).catch(tooFar);
  // a kind and its body belong together since the record was made
  const row = ASK[kind as Asked] as (caller: Caller, target: Target, body: object) => Promise<Placed>;
  return row(caller, { conv, key, seq: ref }, body);
}

/** What may be asked again tomorrow is refused for today: nobody waits for so long. */
const SOON = 60_000;

function tooFar(thrown: unknown): never {
  const error = SkeinError.from(thrown);
  if (error.name !== "rate_limited" || (error.after ?? 0) < SOON) throw error;
  const { code, name, message } = error;
  throw new SkeinError({ code, name, message, retry: "never" });
}
