import type { SearchHit } from "@skein/client";
import { Button } from "../kit/button.tsx";
import { followHere } from "../kit/follow-here.ts";
import { RowLink } from "../kit/row.tsx";
import { Failure } from "../kit/states.tsx";
import { useTexts } from "../text/language.tsx";
import { useHitParts } from "./hit.tsx";
import type { MessagesFound } from "./use-message-search.ts";

/** How a message that was found is opened. */
export interface MessageDoor {
  /** `root`: the message whose thread it stands in. */
  readonly onMessage: (conv: string, seq: number, root?: number) => void;
  readonly messageHref: (conv: string, seq: number, root?: number) => string;
}

export interface MessageResultsProps extends MessageDoor {
  readonly title: string;
  readonly found: MessagesFound;
}

/** A section of messages that were found; each leads to where it was said. */
export function MessageResults({ title, found, ...door }: MessageResultsProps) {
  const { search } = useTexts();
  const { hits = [], error, hasMore, more, searching } = found;
  if (hits.length === 0 && error === undefined) return null;
  return (
    <section aria-label={title} aria-busy={searching}>
      <h2 className="sk-section">{title}</h2>
      {hits.map((hit) => (
        <Hit key={`${hit.entry.conv} ${hit.entry.seq}`} hit={hit} {...door} />
      ))}
      {error !== undefined && (
        <Failure busy={searching} onRetry={more}>
          {error}
        </Failure>
      )}
      {hasMore && (
        <Button look="quiet" busy={searching} onClick={more}>
          {search.more}
        </Button>
      )}
    </section>
  );
}

function Hit({ hit, onMessage, messageHref }: { readonly hit: SearchHit } & MessageDoor) {
  const { conv, seq, ref } = hit.entry;
  const parts = useHitParts(hit);
  return (
    <RowLink
      {...parts}
      className="sk-hit"
      href={messageHref(conv, seq, ref)}
      onClick={followHere(() => onMessage(conv, seq, ref))}
    />
  );
}
