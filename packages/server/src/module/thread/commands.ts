import { selfId } from "@skein/protocol";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import { stillMember } from "../../message/operate.ts";
import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { Statement } from "../../storage/storage.ts";
import { seqAt } from "./at.ts";
import { readMine, readThreadPage, rootOf, type Standing, standingOf } from "./read.ts";
import { followThread, readThread } from "./store.ts";

const DONE = {};

export function threadCommands(line: Line, reading: Reading): Command[] {
  return [
    command("thread.list", (caller, params) => readThreadPage(reading, caller.user, params), 2),
    command("thread.mine", (caller, params) => readMine(reading, caller.user, params), 3),
    command("thread.mark", async ({ user }, { conv, root, read: asked }) => {
      await rootOf(reading, user, conv, root);
      const standing = await standingOf(reading, user, conv, root);
      const read = Math.min(asked, standing.last);
      if (read <= standing.read) return DONE;
      const row = readThread(conv, root, user, read);
      await keep(line, user, conv, root, { ...standing, read }, row);
      return DONE;
    }),
    command("thread.follow", async ({ user }, { conv, root, on }) => {
      await rootOf(reading, user, conv, root);
      const standing = await standingOf(reading, user, conv, root);
      if (standing.followed === on) return DONE;
      const row = followThread(conv, root, user, on, standing.last);
      // who begins to follow has read what is there
      const read = standing.fresh ? standing.last : standing.read;
      await keep(line, user, conv, root, { ...standing, followed: on, read }, row);
      return DONE;
    }),
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

/** Writes how a person stands to a thread, and tells their devices; what is so already stays so. */
async function keep(
  line: Line,
  user: string,
  conv: string,
  root: number,
  { read, followed }: Standing,
  row: Statement,
): Promise<void> {
  const body = JSON.stringify({ conv, root, read, followed });
  const entry = { conv: selfId(user), from: user, kind: "self.thread", countable: false, body, byMember: false };
  try {
    await line.commit.submit({ rows: [stillMember(conv, user), row], entries: [entry] });
  } catch (fault) {
    if (!Refusal.is(fault, "conflict")) throw fault;
  }
}
