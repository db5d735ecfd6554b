import type { Bodies, OperationKind, Params } from "@skein/protocol";
import type { Caller } from "./link/requests.ts";
import type { OwnKind } from "./own.ts";
import type { OutboxRecord } from "./store/store.ts";

/** Where the server has put it. */
interface Placed {
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
  "message.reacted": (caller, target, { emoji, on }) => caller.call("message.react", { ...target, emoji, on }),
  "poll.voted": async (caller, target, { choices }) => {
    const { seq, at, ...body } = await caller.call("poll.vote", { ...target, choices });
    return { seq, at, body };
  },
  "poll.closed": (caller, target) => caller.call("poll.close", target),
};

/** Asks the server for what a record of the outbox says. */
export async function deliver(caller: Caller, { conv, key, kind, ref, body }: OutboxRecord): Promise<Placed> {
  // the answer of a change of one's own has no place in a conversation
  if (ref === 0) {
    const { OWN } = await import("./own.ts");
    return caller.call(OWN[kind as OwnKind], body) as Promise<object> as Promise<Placed>;
  }
  if (ref === undefined || !isOperation(kind)) {
    // a kind and its body belong together since the record was made
    return caller.call("message.send", { conv, key, kind, body } as Params<"message.send">);
  }
  const ask = ASK[kind] as (caller: Caller, target: Target, body: object) => Promise<Placed>;
  return ask(caller, { conv, key, seq: ref }, body);
}

function isOperation(kind: OutboxRecord["kind"]): kind is Asked {
  return Object.hasOwn(ASK, kind);
}
