import { LIMITS } from "@skein/protocol";
import type { FriendRequest } from "@skein/protocol/schema";
import { command, type Command } from "../../../command/command.ts";
import { againOnConflict } from "../../../kit/again.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { Json } from "../../../message/encode.ts";
import { isOpen, mayAsk, mustBeOther } from "../access.ts";
import type { Parts } from "../parts.ts";
import { tell } from "../tell.ts";
import {
  areNoFriends,
  contactEntry,
  didNotAsk,
  endRequest,
  insertRequest,
  requestEntry,
  roomForContacts,
  roomForRequest,
  setField,
  takeTurn,
} from "../write.ts";

/** Requests in one answer, to a person and of theirs. */
const LISTED = 100;

/** Asking somebody to be friends, and answering. */
export function requestCommands(parts: Parts): Command[] {
  const { store, people, commit, clock } = parts;
  return [
    command(
      "contact.request",
      (caller, { user, greeting = "", code }) => againOnConflict(() => ask(caller.user, user, greeting, code)),
      5,
    ),
    command("contact.answer", async (caller, { user, accept }) => {
      const request = await store.request(user, caller.user);
      if (!isOpen(request, clock.now()) || request.hidden) throw new Refusal("not_found");
      if (accept) await befriend(caller.user, request);
      else await end(request, "refused", true);
      return {};
    }),
    command("contact.withdraw", async (caller, { user }) => {
      const request = await store.request(caller.user, user);
      if (!isOpen(request, clock.now())) throw new Refusal("not_found");
      await end(request, "withdrawn", !request.hidden);
      return {};
    }),
    command(
      "contact.requests",
      async (caller) => {
        const [incoming, outgoing] = await Promise.all([
          store.incoming(caller.user, LISTED),
          store.outgoing(caller.user, LISTED),
        ]);
        const ids = new Set([...incoming.map(({ from }) => from), ...outgoing.map(({ to }) => to)]);
        const told = JSON.stringify({ incoming: incoming.map(shown), outgoing: outgoing.map(shown) });
        return new Json(`${told.slice(0, -1)},"users":[${(await people.profiles(ids)).join(",")}]}`);
      },
      3,
    ),
  ];

  /** Tells both, or only whoever asked where nobody else knows of it. */
  async function end(request: FriendRequest, state: "refused" | "withdrawn", both: boolean): Promise<void> {
    const over = { ...request, state };
    await commit.submit({
      rows: [endRequest(request.from, request.to, state, clock.now())],
      entries: [requestEntry(request.from, over), ...(both ? [requestEntry(request.to, over)] : [])],
    });
  }

  async function ask(
    user: string,
    other: string,
    greeting: string,
    code: string | undefined,
  ): Promise<{ state: "asked" | "friends" }> {
    await mustBeOther(parts, user, other);
    const now = clock.now();
    const theirs = await store.request(other, user);
    if (isOpen(theirs, now) && !theirs.hidden) {
      // both want it
      await befriend(user, theirs);
      return { state: "friends" };
    }
    const seen = await mayAsk(parts, user, other, code);
    const request: FriendRequest = {
      from: user,
      to: other,
      greeting: greeting.trim(),
      state: "open",
      created: now,
      expires: now + LIMITS.requestLife,
    };
    await commit.submit({
      rows: [
        takeTurn(user, other),
        areNoFriends(user, other),
        didNotAsk(other, user, now),
        insertRequest(request, !seen),
        roomForRequest(user, other, now),
      ],
      entries: [requestEntry(user, request), ...(seen ? [requestEntry(other, request)] : [])],
    });
    return { state: "asked" };
  }

  /** Makes both friends; a request of the one who accepts is answered by it as well. [FRIEND-2] */
  async function befriend(user: string, request: FriendRequest): Promise<void> {
    const now = clock.now();
    const own = await store.request(user, request.from);
    const answered = [request, ...(isOpen(own, now) ? [own] : [])];
    await commit.submit({
      rows: [
        takeTurn(user, request.from),
        ...answered.map(({ from, to }) => endRequest(from, to, "accepted", now)),
        setField(user, request.from, "friend", now),
        setField(request.from, user, "friend", now),
        roomForContacts(user),
        roomForContacts(request.from),
      ],
      entries: [
        ...answered.flatMap((each) => {
          const over = { ...each, state: "accepted" as const };
          return [requestEntry(each.from, over), requestEntry(each.to, over)];
        }),
        contactEntry(user, { user: request.from, friend: now }),
        contactEntry(request.from, { user, friend: now }),
      ],
      tell: tell(["contact", user, request.from]),
    });
  }
}

/** Without what only the server knows. */
export function shown({ from, to, greeting, state, created, expires }: FriendRequest): FriendRequest {
  return { from, to, greeting, state, created, expires };
}
