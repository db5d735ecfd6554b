import { List } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "../../kit/button.tsx";
import { useTexts } from "../../text/language.tsx";
import { useWords } from "../kind/use-words.ts";
import { useTalk } from "../talk-state.tsx";
import { usePinned } from "./use-pinned.ts";

const AllPinned = lazy(async () => ({ default: (await import("./all-pinned.tsx")).AllPinned }));

/** Marks beside the words: more than these would be lines without a gap. */
const MARKS = 5;
/** Characters of a message: it is there to be recognised. */
const SHORT = 160;

/** Over the lines of a talk: the newest pinned message. A press goes there, the next one to the one pinned before it. */
export function PinnedBar({ id }: { readonly id: string }) {
  const { pin } = useTexts().message;
  const { words } = useWords();
  const { jump, show } = useTalk();
  const pinned = usePinned(id);
  const newest = pinned[0]?.seq;
  const [shown, setShown] = useState({ newest, at: 0 });
  // a new one is shown at once
  if (shown.newest !== newest) setShown({ newest, at: 0 });
  const at = Math.min(shown.at, pinned.length - 1);
  const current = pinned[at];
  if (!current) return null;
  const title = pinned.length === 1 ? pin.one : pin.nth(at + 1, pinned.length);
  const openAll = (): void =>
    show((dialog) => (
      <Suspense fallback={null}>
        <AllPinned id={id} {...dialog} />
      </Suspense>
    ));
  return (
    <section className="sk-pinned" aria-label={pin.bar}>
      <Marks count={pinned.length} at={at} />
      <button
        type="button"
        className="sk-pinned-words"
        onClick={() => {
          jump(current.seq);
          setShown({ newest, at: (at + 1) % pinned.length });
        }}
      >
        <span className="sk-pinned-title">{title}</span>
        <span className="sk-pinned-text" dir="auto">
          {current.item ? words(current.item).slice(0, SHORT) : "…"}
        </span>
      </button>
      <IconButton label={pin.all} onClick={openAll}>
        <List size={20} aria-hidden="true" />
      </IconButton>
    </section>
  );
}

/** Where in the row of pinned messages the one that is shown stands; of very many those around it. */
function Marks({ count, at }: { readonly count: number; readonly at: number }) {
  const from = Math.max(0, Math.min(at - 2, count - MARKS));
  const places = Array.from({ length: Math.min(count, MARKS) }, (_, index) => from + index);
  return (
    <span className="sk-pinned-marks" aria-hidden="true">
      {places.map((place) => (
        <span key={place} data-current={place === at || undefined} />
      ))}
    </span>
  );
}
