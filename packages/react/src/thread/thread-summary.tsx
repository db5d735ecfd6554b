import type { Item } from "@skein/client";
import { useNow } from "../hook/use-now.ts";
import { useThreads } from "../hook/use-threads.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { Faces } from "./faces.tsx";
import { useThreadDoor } from "./thread-door.ts";

/** Under a message: how much was said in its thread, by whom first and when last. A press opens it. */
export function ThreadSummary({ id, item }: { readonly id: string; readonly item: Item }) {
  const open = useThreadDoor();
  const { seq, thread } = item;
  if (!thread || !open || seq === undefined) return null;
  return <Summary id={id} root={seq} thread={thread} onOpen={() => open(seq)} />;
}

interface SummaryProps {
  readonly id: string;
  readonly root: number;
  readonly thread: NonNullable<Item["thread"]>;
  readonly onOpen: () => void;
}

function Summary({ id, root, thread: { replies, at, users }, onOpen }: SummaryProps) {
  const { thread } = useTexts();
  const formats = useFormats();
  const now = useNow();
  const unread =
    useThreads().threads.find((one) => one.conversation === id && one.root === root && one.followed)?.unread ?? 0;
  return (
    <button type="button" className="sk-thread-summary" tabIndex={-1} data-thread={root} onClick={onOpen}>
      <Faces users={users} />
      <span className="sk-thread-count">{thread.replies(replies)}</span>
      <time className="sk-thread-last" dateTime={new Date(at).toISOString()}>
        {thread.last(formats.ago(at, now))}
      </time>
      {unread > 0 && (
        <>
          <span className="sk-thread-dot" aria-hidden="true" />
          <span className="sk-hidden">{thread.unread(unread)}</span>
        </>
      )}
    </button>
  );
}
