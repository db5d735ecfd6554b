import { useCallback, useEffect, useRef, useState } from "react";
import { usePages } from "../hook/use-pages.ts";
import { Button } from "../kit/button.tsx";
import { Choice } from "../kit/choice.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { Reader } from "./reader.tsx";

/** A page of those who have read something, or have not, and how many of how many have. */
export interface ReadersPage {
  readonly read: number;
  readonly of: number;
  readonly readers: readonly string[];
  readonly next?: string;
}

export interface ReaderListsProps<P extends ReadersPage> {
  readonly load: (unread: boolean, after: string | undefined) => Promise<P>;
  /** Each page that came, for what else it tells. */
  readonly onPage?: (page: P) => void;
}

type Tab = "read" | "unread";

/** Who has read something and who has not, a page at a time: two lists, of which one is in sight. */
export function ReaderLists<P extends ReadersPage>({ load, onPage }: ReaderListsProps<P>) {
  const { doors } = useTexts();
  const formats = useFormats();
  const [tab, setTab] = useState<Tab>("read");
  const [counts, setCounts] = useState<{ readonly read: number; readonly unread: number }>();
  const titles = { read: doors.readBy, unread: doors.notReadBy };
  const withCount = (of: Tab): string => (counts ? `${titles[of]} · ${formats.number(counts[of])}` : titles[of]);
  const latest = useRef({ load, onPage });
  useEffect(() => {
    latest.current = { load, onPage };
  });
  const loadPage = useCallback(async (unread: boolean, after: string | undefined) => {
    const page = await latest.current.load(unread, after);
    setCounts({ read: page.read, unread: Math.max(0, page.of - page.read) });
    latest.current.onPage?.(page);
    return page;
  }, []);
  return (
    <div className="sk-readers">
      <Choice
        bare
        label={doors.show}
        value={tab}
        options={(["read", "unread"] as const).map((value) => ({ value, label: withCount(value) }))}
        onChange={setTab}
      />
      <section aria-label={titles[tab]}>
        <People key={tab} unread={tab === "unread"} load={loadPage} />
      </section>
    </div>
  );
}

interface PeopleProps {
  readonly unread: boolean;
  readonly load: (unread: boolean, after: string | undefined) => Promise<ReadersPage>;
}

function People({ unread, load }: PeopleProps) {
  const { doors, kit } = useTexts();
  const {
    items: people,
    hasMore,
    busy,
    error,
    more,
  } = usePages<string, string>(async (after) => {
    const page = await load(unread, after);
    return { items: page.readers, next: page.next };
  });
  return (
    <>
      {people?.length === 0 && <p className="sk-aside">{unread ? doors.everybodyRead : doors.nobodyRead}</p>}
      <ul>
        {people?.map((user) => (
          <li key={user}>
            <Reader user={user} />
          </li>
        ))}
      </ul>
      {error && <Failure onRetry={more}>{error}</Failure>}
      {!people && !error && <RowsToCome count={3} />}
      {hasMore && !error && (
        <Button busy={busy} onClick={more}>
          {kit.more}
        </Button>
      )}
    </>
  );
}
