import type { Caller, Command } from "../../command/command.ts";
import { Lru } from "../../kit/lru.ts";
import { networkOf } from "../../kit/network.ts";
import type { Seen } from "./seen.ts";

/** Devices of which it is remembered where they were; about 100 bytes each. */
const BOUND = 50_000;

/** What every client asks for when its screens come up: often enough to tell where it is, and not with every message. */
const ASKED: readonly string[] = ["account.get", "conversation.list", "presence.watch", "session.list"];

/** The same commands, with a note from where a device asks, once each time that this changes. */
export function tapPlaces(commands: readonly Command[], seen: Pick<Seen, "place">): readonly Command[] {
  const known = new Lru<string, string>(BOUND);
  const look = ({ session, address }: Caller): void => {
    if (known.get(session) === address || networkOf(address) === undefined) return;
    known.set(session, address);
    seen.place(session, address);
  };
  return commands.map((row) => {
    if (!ASKED.includes(row.name)) return row;
    return {
      ...row,
      run(asker, params) {
        look(asker as Caller);
        return row.run(asker, params);
      },
    };
  });
}
