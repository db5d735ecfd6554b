import { LIMITS } from "@skein/protocol";
import type { Visitor } from "../command/command.ts";
import { Refusal } from "../kit/refusal.ts";
import { answered, identify } from "./command.ts";
import { refuse } from "./error.ts";
import type { HttpRoom } from "./room.ts";

/** How `sync.changes` begins where nothing changed. */
const NOTHING = '{"resume":"delta","conversations":[],"users":[],';
/** After looking in vain one does not look again for so many ms: in large groups much changes that is not for all who wait. */
const PAUSE = 1_000;

/** `sync.changes` for those who poll: where nothing changed it is held as long as they want to wait. [HTTP-7] */
export async function answerChanges(room: HttpRoom, request: Request, visitor: Visitor, id: string): Promise<Response> {
  try {
    if (request.method !== "GET") return refuse(new Refusal("method_not_allowed"), { Allow: "GET" });
    const query = new URL(request.url).searchParams;
    const cursor = query.get("since") ?? undefined;
    const end = room.clock.now() + waitIn(query);
    for (let looked = 0; ; looked++) {
      // anew each time: whoever was signed out meanwhile is not answered [SESS-2]
      const asker = await identify(room, request, visitor);
      const wait = "user" in asker ? room.waits.begin(asker.user) : undefined;
      try {
        const result = await room.dispatch.run(asker, "sync.changes", cursor === undefined ? {} : { cursor }, id);
        const left = () => (request.signal.aborted ? 0 : end - room.clock.now());
        if (!wait || !result.startsWith(NOTHING) || left() <= 0) return answered(room, request, result);
        if (looked > 0) await within(room, Math.min(PAUSE, left()), request.signal);
        if (!(await within(room, left(), request.signal, wait.over))) return answered(room, request, result);
      } finally {
        wait?.end();
      }
    }
  } catch (fault) {
    if (fault instanceof Refusal) return refuse(fault);
    throw fault;
  }
}

function waitIn(query: URLSearchParams): number {
  const text = query.get("wait") ?? "0";
  const ms = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(ms <= LIMITS.changesWait)) {
    throw new Refusal("invalid", { path: "/wait", message: `a whole number of ms up to ${LIMITS.changesWait}` });
  }
  return ms;
}

/** Waits so many ms, or until it is over, or until nobody is there any more to be answered; false where waiting on has no use. */
function within({ clock }: HttpRoom, ms: number, signal: AbortSignal, over?: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (goOn: boolean): void => {
      cancel();
      signal.removeEventListener("abort", left);
      resolve(goOn);
    };
    const left = (): void => done(false);
    const cancel = clock.after(Math.max(0, ms), left);
    signal.addEventListener("abort", left);
    over?.then(done, left);
  });
}
