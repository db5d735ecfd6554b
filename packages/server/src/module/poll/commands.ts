import { command, type Command } from "../../command/command.ts";
import { Turns } from "../../message/turns.ts";
import { closePoll } from "./close.ts";
import type { PollRoom } from "./poll.ts";
import { vote } from "./vote.ts";
import { readVoters } from "./voters.ts";

export function pollCommands(room: PollRoom): Command[] {
  // one vote after the other on each poll, so that they need not be worked out again and again
  const turns = new Turns();
  return [
    command(
      "poll.vote",
      (caller, params) => turns.take(`${params.seq} ${params.conv}`, () => vote(room, caller.user, params)),
      2,
    ),
    command("poll.close", (caller, params) => closePoll(room, caller.user, params), 2),
    command("poll.voters", (caller, params) => readVoters(room, caller.user, params), 2),
  ];
}
