import type { Params } from "@skein/protocol";
import type { Placed } from "./ask.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import type { OutboxRecord } from "./store/store.ts";

/** Asks the server for what a record of the outbox says. */
export async function deliver(caller: Caller, record: OutboxRecord): Promise<Placed> {
  const { conv, key, kind, ref, body } = record;
  if (ref === undefined || "thread" in body)
    return caller.call("message.send", { conv, key, kind, body } as Params<"message.send">);
  try {
    const { ask } = await import("./seldom.ts");
    return await ask(caller, record);
  } catch (error) {
    // what could not be loaded is there a moment later
    throw error instanceof SkeinError ? error : SkeinError.local("timeout", error);
  }
}
