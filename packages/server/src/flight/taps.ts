import { ConversationId, Key, type Params } from "@skein/protocol/schema";
import Type from "typebox";
import { Compile } from "typebox/compile";
import type { Bus } from "../cluster/bus.ts";
import type { Caller, Command, Visitor } from "../command/command.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Clock } from "../kit/clock.ts";
import type { Apply } from "../message/apply.ts";
import type { Share } from "../message/commit.ts";
import type { Draft, Follow, Place, Storage, Write } from "../storage/storage.ts";
import type { Named } from "./flight.ts";
import type { FlightRecorder } from "./recorder.ts";

/** The command by which people speak. */
const SEND = "message.send";
/** What was refused need not have passed its schema: only what can be a name is kept. */
const named = Compile(Type.Object({ conv: ConversationId, key: Key }));

/** The same commands, with a look at what is accepted. */
export function tapCommands(commands: readonly Command[], recorder: FlightRecorder): readonly Command[] {
  return commands.map((row) => {
    if (row.name !== SEND) return row;
    return {
      ...row,
      run(asker, params) {
        const { conv, key } = params as Params<typeof SEND>;
        const { user, session, here } = asker as Caller;
        if (recorder.choice.takes(conv, user, key)) {
          const what = { name: "accepted", at: recorder.now, user, device: session, transport: carried(here) } as const;
          recorder.note({ conv, key, from: user }, what);
        }
        return row.run(asker, params);
      },
    };
  });
}

/** Looks at what is refused, as `Dispatch.onRefusal` calls it. */
export function tapRefusals(recorder: FlightRecorder) {
  return (asker: Visitor | Caller, name: string, params: unknown, fault: unknown): void => {
    if (name !== SEND || !("user" in asker) || !named.Check(params)) return;
    const { user, session, here } = asker;
    const { conv, key } = params;
    const error = fault instanceof Refusal ? fault.error : "internal";
    const what = { name: "refused", at: recorder.now, user, device: session, transport: carried(here), error } as const;
    recorder.refused({ conv, key, from: user }, what);
  };
}

/** The same store, with a look at what each commit kept and how long it took. */
export function tapCommits(storage: Storage, recorder: FlightRecorder, clock: Clock): Pick<Storage, "commit"> {
  return {
    async commit(writes) {
      const began = clock.now();
      const outcomes = await storage.commit(writes);
      const took = clock.now() - began;
      for (let i = 0; i < writes.length; i++) {
        const outcome = outcomes[i];
        const { entries } = writes[i] as Write;
        if (!outcome?.ok || !entries) continue;
        for (let at = 0; at < entries.length; at++) {
          const entry = entries[at] as Draft;
          // asked before anything is made of it: this is done for every message
          if (!recorder.choice.takes(entry.conv, entry.from, entry.key)) continue;
          const name = outcome.repeated ? "repeated" : "committed";
          recorder.note(placeOf(entry, outcome.places[at]), { name, at: began + took, batch: writes.length, took });
        }
      }
      return outcomes;
    },
  };
}

/** The same words to other nodes, with a look at when they were said. */
export function tapShare(share: Share, recorder: FlightRecorder, bus: Bus): Share {
  const takes = ({ conv, from, key }: Draft): boolean => recorder.choice.takes(conv, from, key);
  return (writes, outcomes) => {
    share(writes, outcomes);
    if (bus.alone) return;
    const name = bus.connected ? "published" : "unpublished";
    outcomes.forEach((outcome, i) => {
      if (!outcome.ok || outcome.repeated) return;
      const { entries = [] } = writes[i] as Write;
      entries.forEach((entry, at) => {
        if (takes(entry)) recorder.note(placeOf(entry, outcome.places[at]), { name, at: recorder.now });
      });
    });
  };
}

/** Takes in the same batches of other nodes, with a look at when they come. */
export function tapHeard(apply: Apply, recorder: FlightRecorder): Pick<Apply, "batch" | "audiences"> {
  return {
    audiences: (groups) => apply.audiences(groups),
    batch(batch, audiences) {
      recorder.noteAll(batch.entries, "heard");
      apply.batch(batch, audiences);
    },
  };
}

/** Follows the same store, with a look at what had to be read from it because its word did not come. */
export function tapFollow(follow: Follow, recorder: FlightRecorder): Follow {
  return {
    span: follow.span,
    after: (n, limit) => follow.after(n, limit),
    async read(numbers) {
      const batches = await follow.read(numbers);
      for (const { entries } of batches) recorder.noteAll(entries, "fetched");
      return batches;
    },
  };
}

/** What carried a command. */
function carried(here: Caller["here"]): string {
  return here?.link.carrier ?? "http";
}

function placeOf({ conv, from, key }: Draft, place: Place | undefined): Named {
  return { conv, from, key: key ?? null, ...(place && { seq: place.seq }) };
}
