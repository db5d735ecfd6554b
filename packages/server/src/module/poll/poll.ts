import type { Bodies } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import { targetOf } from "../message/index.ts";
import { NUM } from "../../message/shown.ts";
import type { Conversation } from "../../message/conversation.ts";

/** What the files of this room share. */
export interface PollRoom {
  readonly line: Line;
  readonly reading: Reading;
}

/** A poll as it was asked. */
interface Poll {
  readonly conversation: Conversation;
  readonly asker: string;
  readonly at: number;
  readonly body: Bodies["poll"];
}

/**
 * The poll, for whoever may read it.
 *
 * @throws Refusal `not_found`, where `seq` is no poll too; `recalled`
 */
export async function pollAt(room: PollRoom, user: string, conv: string, seq: number): Promise<Poll> {
  const { conversation, entry, recalled } = await targetOf(room.reading, user, conv, seq);
  if (entry.kind !== "poll") throw new Refusal("not_found");
  if (recalled) throw new Refusal("recalled");
  return { conversation, asker: entry.from, at: entry.at, body: JSON.parse(entry.body) as Bodies["poll"] };
}

/** @throws Refusal `ended` when its time is over */
export function mustBeOpen({ line }: PollRoom, { body }: Poll): void {
  if (body.closesAt !== undefined && line.clock.now() >= body.closesAt) throw new Refusal("ended");
}

/** How it stands, and what a person chose, as a mask. */
export interface Standing {
  readonly votes: number;
  readonly voters: number;
  readonly mask: number;
}

export async function standing({ reading }: PollRoom, user: string, conv: string, seq: number): Promise<Standing> {
  const [row] = await reading.storage.query<Omit<Standing, "mask"> & { readonly mask: number | null }>({
    sql: `SELECT p.votes, p.voters, (SELECT v.mask FROM poll_votes v WHERE v.conv = p.conv AND v.seq = p.seq AND v.person = ?) AS mask
          FROM polls p WHERE p.conv = ${NUM} AND p.seq = ?`,
    parameters: [user, conv, seq],
  });
  return { votes: row?.votes ?? 0, voters: row?.voters ?? 0, mask: row?.mask ?? 0 };
}
