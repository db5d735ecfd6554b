import type { Timeline } from "@skein/client";
import { useEffect, useRef, useState } from "react";
import { after } from "../clock.ts";
import { useToast } from "../kit/toast.tsx";
import { useTexts } from "../text/language.tsx";
import type { Line } from "./lines.ts";
import type { TalkNow } from "./talk-state.tsx";
import type { TalkScroll } from "./use-talk-scroll.ts";

/** How long the line that one has jumped to is marked, ms. */
const MARKED = 2_000;

/** Goes where one wants to go: reads what lies around it, puts it into the middle, and marks it for a moment. */
export function useJump(
  timeline: Timeline,
  lines: readonly Line[],
  { toLine }: Pick<TalkScroll, "toLine">,
  wanted: TalkNow["wanted"],
): number | undefined {
  const { message } = useTexts();
  const toast = useToast();
  const [goal, setGoal] = useState<TalkNow["wanted"]>();
  const [marked, setMarked] = useState<number>();
  const arrived = useRef<TalkNow["wanted"]>(undefined);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    timeline.jump(wanted.seq).then(
      (found) => {
        if (!current) return;
        if (found) setGoal(wanted);
        else toast(message.notThere);
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      current = false;
    };
  }, [timeline, wanted, toast, message]);
  useEffect(() => {
    if (!goal || arrived.current === goal) return;
    const index = lines.findIndex((line) => "item" in line && line.item.seq === goal.seq);
    if (index < 0) return;
    arrived.current = goal;
    toLine(index);
    after(0, () => setMarked(goal.seq));
  }, [goal, lines, toLine]);
  useEffect(() => (marked === undefined ? undefined : after(MARKED, () => setMarked(undefined))), [marked]);
  return marked;
}
