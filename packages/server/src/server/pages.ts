import type { Params } from "@skein/protocol/schema";
import { systemClock } from "../kit/clock.ts";
import { Conversations } from "../message/conversations.ts";
import { readPage } from "../message/read.ts";
import { createPeople } from "../module/account/index.ts";
import type { Storage } from "../storage/storage.ts";
import { buildReading } from "./reading.ts";

/** Conversations whose members are kept: who reads pages reads those of a few. */
const KNOWN = 100;

/**
 * Reads pages of history as `message.list` answers them, from a store without a server around it.
 *
 * @returns the result as JSON text; rejects with a `Refusal`
 */
export function pagesOf(storage: Storage): (user: string, params: Params<"message.list">) => Promise<string> {
  const people = createPeople(storage, systemClock);
  const conversations = new Conversations(storage, KNOWN);
  const { reading } = buildReading({ storage, conversations, people });
  return async (user, params) => (await readPage(reading, user, params)).text;
}
