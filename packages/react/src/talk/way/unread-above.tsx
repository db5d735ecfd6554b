import { ArrowUp } from "lucide-react";
import { useState } from "react";
import { useTexts } from "../../text/language.tsx";
import type { Line } from "../lines.ts";
import { useTalk } from "../talk-state.tsx";
import { FAR_BACK } from "../use-talk-scroll.ts";

export interface UnreadAboveProps {
  /** Unread messages now. */
  readonly unread: number;
  readonly lines: readonly Line[];
  /** Own read mark when one began to look. */
  readonly readMark: number;
}

/** The way to the first unread message where that is too far back for the talk to open there. */
export function UnreadAbove({ unread, lines, readMark }: UnreadAboveProps) {
  const { way } = useTexts().message;
  const { jump } = useTalk();
  // as it was when one came: what stands at the end counts as read at once
  const [count] = useState(unread);
  const [gone, setGone] = useState(false);
  const first = lines.find((line) => "item" in line && line.item.seq !== undefined);
  const above = first && "item" in first && (first.item.seq ?? 0) > readMark + 1;
  if (gone || count === 0 || readMark === 0 || !above || lines.length < FAR_BACK) return null;
  return (
    <button
      type="button"
      className="sk-unread-above"
      onClick={() => {
        setGone(true);
        jump(readMark + 1, true);
      }}
    >
      <ArrowUp size={16} aria-hidden="true" />
      {way.unread(count)}
    </button>
  );
}
