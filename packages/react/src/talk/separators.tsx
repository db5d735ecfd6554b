import type { Item } from "@skein/client";
import { useNow } from "../hook/use-now.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { useThreadRoot } from "../thread/thread-door.ts";
import { ThreadSummary } from "../thread/thread-summary.tsx";
import { useNotice } from "./use-notice.ts";
import { useDates } from "./way/use-dates.tsx";
import { WriteAgain } from "./write-again.tsx";

/** Between the days of a talk, and over it while one scrolls; a press leads to another day. */
export function Day({ at, tabIndex = 0 }: { readonly at: number; readonly tabIndex?: number }) {
  const formats = useFormats();
  const { way } = useTexts().message;
  const openDates = useDates();
  const day = formats.day(at, useNow(60_000));
  const inThread = useThreadRoot() !== undefined;
  const time = <time dateTime={new Date(at).toISOString().slice(0, 10)}>{day}</time>;
  // a thread is not gone through by its days
  if (inThread) return <div className="sk-day">{time}</div>;
  return (
    <button
      type="button"
      className="sk-day"
      tabIndex={tabIndex}
      aria-label={way.ofDay(day)}
      onClick={() => openDates?.(at)}
    >
      {time}
    </button>
  );
}

/** What happened in the group, in a sentence. */
export function Notice({ id, item }: { readonly id: string; readonly item: Item }) {
  const words = useNotice(item, id);
  return (
    <>
      <p className="sk-notice">
        {words} {item.recalled && <WriteAgain item={item} />}
      </p>
      {item.thread && <ThreadSummary id={id} item={item} />}
    </>
  );
}

/** Before the first message that was new when one came. */
export function UnreadLine() {
  const { talk } = useTexts();
  return (
    <div className="sk-unread-line">
      <span>{talk.newMessages}</span>
    </div>
  );
}

export function Beginning() {
  const { talk, thread } = useTexts();
  const inThread = useThreadRoot() !== undefined;
  return <p className="sk-notice sk-beginning">{inThread ? thread.beginning : talk.beginning}</p>;
}
