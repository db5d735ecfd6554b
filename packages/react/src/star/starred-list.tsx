import type { Entry } from "@skein/client";
import { Star, StarOff } from "lucide-react";
import { useConversation } from "../hook/use-conversations.ts";
import { useOffline } from "../hook/use-connection.ts";
import { useIsMe } from "../hook/use-me.ts";
import { useNow } from "../hook/use-now.ts";
import { usePerson } from "../hook/use-person.ts";
import { useTitle } from "../hook/use-title.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button, IconButton } from "../kit/button.tsx";
import { followHere } from "../kit/follow-here.ts";
import { RowLink } from "../kit/row.tsx";
import { Blank, Failure, Offline, RowsToCome } from "../kit/states.tsx";
import { useWords } from "../talk/kind/use-words.ts";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { useStarred } from "./use-starred.ts";

/** Characters of a message: it is there to be recognised. */
const SHORT = 300;

export interface StarredListProps {
  /** Opens a message in its conversation; `root`: the message whose thread it stands in. */
  readonly onOpen: (conv: string, seq: number, root?: number) => void;
  readonly hrefOf: (conv: string, seq: number, root?: number) => string;
}

/** The starred messages, the latest starred first. Each leads to where it was said. */
export function StarredList({ onOpen, hrefOf }: StarredListProps) {
  const { keep } = useTexts();
  const offline = useOffline();
  const { entries, loading, error, hasMore, more, unstar } = useStarred();
  if (entries === undefined) return offline ? <Offline>{keep.starredOffline}</Offline> : <RowsToCome count={5} />;
  if (entries.length === 0 && error !== undefined)
    return (
      <Failure busy={loading} onRetry={more}>
        {error}
      </Failure>
    );
  if (entries.length === 0 && !hasMore) {
    return (
      <Blank art={<Star size={40} />} title={keep.starredEmpty}>
        {keep.starredEmptyHint}
      </Blank>
    );
  }
  return (
    <div onKeyDown={moveByArrows} role="presentation">
      <ul className="sk-starred-list" aria-label={keep.starred}>
        {entries.map((entry) => (
          <li key={`${entry.conv} ${entry.seq}`} className="sk-starred-row">
            <StarredRow
              entry={entry}
              href={hrefOf(entry.conv, entry.seq, entry.ref)}
              onOpen={() => onOpen(entry.conv, entry.seq, entry.ref)}
            />
            <IconButton label={keep.unstar} onClick={() => unstar(entry)}>
              <StarOff size={18} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <Failure busy={loading} onRetry={more}>
          {error}
        </Failure>
      )}
      {hasMore && error === undefined && (
        <Button busy={loading} onClick={more}>
          {keep.starredMore}
        </Button>
      )}
    </div>
  );
}

interface StarredRowProps {
  readonly entry: Entry;
  readonly href: string;
  readonly onOpen: () => void;
}

function StarredRow({ entry, href, onOpen }: StarredRowProps) {
  const { keep, kit } = useTexts();
  const formats = useFormats();
  const now = useNow();
  const own = useIsMe(entry.from);
  const person = usePerson(entry.from);
  const { view } = useConversation(entry.conv);
  const { name: where, saved } = useTitle(view);
  const { words } = useWords();
  const who = own ? kit.you : (person?.name ?? kit.somebody);
  const inGroup = !saved && view?.kind !== "direct";
  const place = (): string => {
    if (saved) return where;
    return own && !inGroup ? keep.starredTo(isolate(who), isolate(where)) : isolate(who);
  };
  return (
    <RowLink
      href={href}
      onClick={followHere(onOpen)}
      leading={<Avatar name={person?.name ?? who} color={person?.color ?? 0} picture={person?.avatar} size={40} />}
      title={place()}
      titleEnd={<time dateTime={new Date(entry.at).toISOString()}>{formats.listTime(entry.at, now)}</time>}
      detail={
        <>
          {inGroup && <bdi className="sk-starred-where">{where}</bdi>}
          <span dir="auto">{words(entry).slice(0, SHORT)}</span>
        </>
      }
    />
  );
}
