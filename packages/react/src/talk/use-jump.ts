import type { Timeline } from "@skein/client";
import { useEffect, useRef, useState } from "react";
import { after } from "../clock.ts";
import { useOnline } from "../hook/use-connection.ts";
import { useToast } from "../kit/toast.tsx";
import { useThreadDoor } from "../thread/thread-door.ts";
import { useTexts } from "../text/language.tsx";
import type { Line } from "./lines.ts";
import type { TalkNow } from "./talk-state.tsx";
import type { TalkScroll } from "./use-talk-scroll.ts";

/** How long the line that one has jumped to is marked, ms. */
const MARKED = 2_000;
/** Goes for it again after so long where the server did not say how long. ms */
const AGAIN = 2_000;

/** Goes where one wants to go: reads what lies around it, puts it into the middle, and marks it for a moment. */
export function useJump(
  timeline: Timeline,
  lines: readonly Line[],
  hasNewer: boolean,
  { toLine }: Pick<TalkScroll, "toLine">,
  wanted: TalkNow["wanted"],
): number | undefined {
  const { message } = useTexts();
  const toast = useToast();
  const online = useOnline();
  const openThread = useThreadDoor();
  const [goal, setGoal] = useState<TalkNow["wanted"]>();
  const [lineless, setLineless] = useState<number>();
  const [marked, setMarked] = useState<number>();
  const [tries, setTries] = useState(0);
  /** What was gone for, with an end to it: one is there, or it is not. */
  const ended = useRef<TalkNow["wanted"]>(undefined);
  useEffect(() => {
    if (!wanted || ended.current === wanted) return undefined;
    let current = true;
    let callOff: (() => void) | undefined;
    timeline.jump(wanted.seq).then(
      (found) => {
        if (!current) return;
        if (found) setGoal(wanted);
        else if (found === false) {
          ended.current = wanted;
          toast(message.notThere);
        } else {
          // why may be forgotten by now, where something else is read already
          const { retry = "later", name, after: ms = AGAIN } = timeline.state.get().error ?? {};
          if (retry === "later" && name !== "offline") callOff = after(ms, () => setTries((before) => before + 1));
        }
        // otherwise it is gone for again with the next link
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      current = false;
      callOff?.();
    };
  }, [timeline, wanted, online, tries, toast, message]);
  useEffect(() => {
    if (!goal || ended.current === goal) return;
    const index = placeOf(lines, goal, hasNewer);
    if (index === undefined) return;
    ended.current = goal;
    const line = lines[index];
    if (!line || !("item" in line)) {
      after(0, () => setLineless(goal.seq));
      return;
    }
    toLine(line.id);
    after(0, () => setMarked(line.item.seq));
  }, [goal, lines, hasNewer, toLine]);
  // It is in the log, and no line: a reply in a thread, something that was done to a message, or deleted for oneself.
  useEffect(() => {
    if (lineless === undefined) return undefined;
    const one = timeline.message(lineless);
    const look = (): void => {
      const item = one.get();
      if (item === undefined) return;
      setLineless(undefined);
      const root = item && "thread" in item.body ? item.body.thread?.root : undefined;
      if (root !== undefined && openThread) openThread(root, true);
      else toast(message.notThere);
    };
    look();
    return one.subscribe(look);
  }, [timeline, lineless, openThread, toast, message]);
  useEffect(() => (marked === undefined ? undefined : after(MARKED, () => setMarked(undefined))), [marked]);
  return marked;
}

/** Where the line stands; -1 where there is none, undefined while those around it are not here yet. */
function placeOf(
  lines: readonly Line[],
  { seq, near }: NonNullable<TalkNow["wanted"]>,
  hasNewer: boolean,
): number | undefined {
  const after = lines.findIndex((line) => "item" in line && (line.item.seq ?? 0) >= seq);
  const line = lines[after];
  if (line && "item" in line && (near || line.item.seq === seq)) return after;
  const before = lines.some((one) => "item" in one && (one.item.seq ?? seq) < seq);
  return before && (line !== undefined || !hasNewer) ? -1 : undefined;
}
