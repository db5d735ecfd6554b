import { selfId } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { retried } from "../../kit/retried.ts";
import { memberOf } from "../../message/admit.ts";
import { stillMember } from "../../message/operate.ts";
import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { Statement } from "../../storage/storage.ts";
import { seqAt } from "./at.ts";
import { readMine, readThreadPage, rootOf, standingOf } from "./read.ts";
import { followThread, readThread } from "./store.ts";

const DONE = {};
/** How often it is tried when a reply of one's own, or another device, comes before it. */
const TRIES = 5;

export function threadCommands(line: Line, reading: Reading): Command[] {
  return [
    command("thread.list", (caller, params) => readThreadPage(reading, caller.user, params), 2),
    command("thread.mine", (caller, params) => readMine(reading, caller.user, params), 3),
    command("thread.mark", ({ user }, params) => retried(TRIES, () => mark(line, reading, user, params))),
    command("thread.follow", ({ user }, params) => retried(TRIES, () => follow(line, reading, user, params))),
    command(
      "message.at",
      async ({ user }, { conv, at }) => {
        const conversation = await memberOf(line.conversations, conv, user);
        const since = Math.max(1, conversation.readableFrom(user));
        return { seq: await seqAt(reading.storage, conv, at, since, conversation.head) };
      },
      2,
    ),
  ];
}

async function mark(
  line: Line,
  reading: Reading,
  user: string,
  { conv, root, read: asked }: Params<"thread.mark">,
): Promise<object> {
  await rootOf(reading, user, conv, root);
  const standing = await standingOf(reading, user, conv, root);
  const read = Math.min(asked, standing.last);
  if (read <= standing.read) return DONE;
  const { followed } = standing;
  await keep(line, user, conv, { root, read, followed }, readThread(conv, root, user, read, followed));
  return DONE;
}

async function follow(
  line: Line,
  reading: Reading,
  user: string,
  { conv, root, on }: Params<"thread.follow">,
): Promise<object> {
  await rootOf(reading, user, conv, root);
  const standing = await standingOf(reading, user, conv, root);
  if (standing.followed === on) return DONE;
  // who begins to follow has read what is there
  const read = standing.fresh ? standing.last : standing.read;
  await keep(line, user, conv, { root, read, followed: on }, followThread(conv, root, user, on, read));
  return DONE;
}

/** Writes how a person stands to a thread, and tells their devices of it; `conflict` where they stand otherwise by now. */
async function keep(line: Line, user: string, conv: string, told: Told, row: Statement): Promise<void> {
  const body = JSON.stringify({ conv, ...told });
  const entry = { conv: selfId(user), from: user, kind: "self.thread", countable: false, body, byMember: false };
  await line.commit.submit({ rows: [stillMember(conv, user), row], entries: [entry] });
}

interface Told {
  readonly root: number;
  readonly read: number;
  readonly followed: boolean;
}
