import { LIMITS } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { Parts } from "./parts.ts";
import type { KeptRequest } from "./store.ts";

const DAY = 86_400_000;

/** Somebody else, who exists. What is said of oneself is `invalid`. */
export async function mustBeOther({ people }: Parts, user: string, other: string): Promise<void> {
  if (user === other) throw new Refusal("invalid", { path: "/user", message: "this is you" });
  if (!(await people.exists(other))) throw new Refusal("not_found");
}

/** Whether a request waits for an answer. */
export function isOpen(
  request: KeptRequest | undefined,
  now: number,
): request is KeptRequest & { readonly state: "open" } {
  return request?.state === "open" && request.expires > now;
}

/**
 * May they ask? What others learn from the answer is the same whether they are blocked or not: that is looked at afterwards, and
 * told to nobody. [FRIEND-3] [FRIEND-4] [FRIEND-5] [PRIV-2] [BLOCK-3]
 *
 * @returns whether whoever is asked sees the request
 */
export async function mayAsk(parts: Parts, user: string, other: string, code: string | undefined): Promise<boolean> {
  const { store, clock } = parts;
  const now = clock.now();
  const [mine, theirs, before, asked] = await Promise.all([
    store.standing(user, other),
    store.standing(other, user),
    store.request(user, other),
    store.asked(user, now - DAY),
  ]);
  if (mine.friend) throw new Refusal("already_friends");
  if (mine.blocked) throw new Refusal("forbidden", { message: "You have blocked them." });
  if (isOpen(before, now)) throw new Refusal("already_asked");
  if (theirs.gone) throw new Refusal("not_found");
  await mayBeAsked(parts, user, other, theirs.add, code);
  const pause = pauseAfter(before, now);
  if (pause > 0) throw new Refusal("rate_limited", { after: pause });
  const first = asked.at(-LIMITS.requestsPerDay);
  if (first !== undefined) throw new Refusal("rate_limited", { after: first + DAY - now });
  return !theirs.blocked;
}

/** How long one waits who was refused, or took it back: a request is no way to ring somebody's bell. */
function pauseAfter(request: KeptRequest | undefined, now: number): number {
  if (!request || request.answered === null || request.state === "accepted") return 0;
  return request.answered + LIMITS.requestPause - now;
}

async function mayBeAsked(
  { store }: Parts,
  user: string,
  other: string,
  add: "everyone" | "friends" | "nobody",
  code: string | undefined,
): Promise<void> {
  if (code !== undefined) {
    // whoever gives their link away wants to be asked
    if ((await store.linkOwner(code)) !== other) throw new Refusal("code_invalid");
    return;
  }
  if (add === "everyone" || (add === "friends" && (await store.shareFriend(user, other)))) return;
  throw new Refusal("not_accepted");
}
