import type { SearchHit } from "@skein/client";
import { ChevronDown, ChevronUp, SearchX, SlidersHorizontal, X } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTalk } from "../talk/talk-state.tsx";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { IconButton } from "../kit/button.tsx";
import { RowButton } from "../kit/row.tsx";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { SearchField } from "../list/search-field.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { useHitParts } from "./hit.tsx";
import { isNarrowed, type Narrowing, narrowed, SearchFilters } from "./search-filters.tsx";
import { useMessageSearch } from "./use-message-search.ts";

export interface TalkSearchProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** Searches one conversation, over its lines: what was found as a list, and from one to the next through the talk itself. */
export function TalkSearch({ id, onClose }: TalkSearchProps) {
  const { search, kit } = useTexts();
  const { jump } = useTalk();
  const [text, setText] = useState("");
  const [by, setBy] = useState<Narrowing>({});
  const [filtering, setFiltering] = useState(false);
  /** The hit where one is; undefined while one looks at the list. */
  const [at, setAt] = useState<number>();
  const [listed, setListed] = useState(true);
  const field = useRef<HTMLInputElement>(null);
  const found = useMessageSearch({ text, conv: id, ...narrowed(by) });
  const { hits = [], searching, hasMore, more, error } = found;
  useEffect(() => {
    // back to where one came from, when it closes
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const go = (index: number): void => {
    const hit = hits[index];
    if (!hit) return;
    setAt(index);
    setListed(false);
    if (index + 1 >= hits.length && hasMore) more();
    jump(hit.entry.seq);
  };
  const begin = (change: () => void): void => {
    change();
    setAt(undefined);
    setListed(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.target !== field.current) return;
    event.preventDefault();
    go(at === undefined ? 0 : event.shiftKey ? at - 1 : at + 1);
  };
  const words = text.trim();
  const count = hasMore ? search.countMore(hits.length) : search.count(hits.length);
  return (
    <section className="sk-talk-search" aria-label={search.inTalk} onKeyDown={onKeyDown}>
      <div className="sk-talk-search-bar">
        <SearchField
          ref={field}
          label={search.inTalk}
          value={text}
          onChange={(value) => begin(() => setText(value))}
          onKeyDown={(event) => {
            const first = event.currentTarget.closest("section")?.querySelector<HTMLElement>("[data-row]");
            if (event.key !== "ArrowDown" || !first) return;
            event.preventDefault();
            first.focus();
          }}
        />
        <IconButton label={search.filters} aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
          <SlidersHorizontal size={20} aria-hidden="true" />
          {isNarrowed(by) && <span className="sk-talk-search-dot" aria-hidden="true" />}
        </IconButton>
        <IconButton label={kit.close} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </div>
      {filtering && <SearchFilters id={id} value={by} onChange={(value) => begin(() => setBy(value))} />}
      {words !== "" && (
        <div className="sk-talk-search-way">
          <button
            type="button"
            className="sk-talk-search-count"
            aria-expanded={listed}
            disabled={hits.length === 0}
            onClick={() => setListed(!listed)}
          >
            <span role="status">
              {at !== undefined && hits.length > 0
                ? search.place(at + 1, count)
                : searching && hits.length === 0
                  ? kit.loading
                  : error === undefined || hits.length > 0
                    ? count
                    : ""}
            </span>
          </button>
          <IconButton
            label={search.older}
            disabled={at === hits.length - 1 || hits.length === 0}
            onClick={() => go((at ?? -1) + 1)}
          >
            <ChevronUp size={20} aria-hidden="true" />
          </IconButton>
          <IconButton label={search.newer} disabled={!at} onClick={() => go((at ?? 0) - 1)}>
            <ChevronDown size={20} aria-hidden="true" />
          </IconButton>
        </div>
      )}
      {words !== "" && listed && (
        <div
          className="sk-talk-search-list sk-scroll"
          role="region"
          aria-label={search.found}
          tabIndex={-1}
          onKeyDown={moveByArrows}
        >
          {hits.map((hit, index) => (
            <TalkHit key={hit.entry.seq} hit={hit} onGo={() => go(index)} />
          ))}
          {error !== undefined && (
            <Failure busy={searching} onRetry={more}>
              {error}
            </Failure>
          )}
          {hits.length === 0 && searching && <RowsToCome count={2} />}
          {hits.length === 0 && !searching && error === undefined && (
            <Blank art={<SearchX size={28} />} title={search.nothing(isolate(words))}>
              {isNarrowed(by) ? search.nothingNarrowed : search.nothingHint}
            </Blank>
          )}
          {hasMore && (
            <button type="button" className="sk-row sk-row-press sk-talk-search-more" data-row onClick={more}>
              {search.more}
            </button>
          )}
          {found.fromDevice && <p className="sk-aside">{search.offline}</p>}
          {found.behind && !found.fromDevice && <p className="sk-aside">{search.behind}</p>}
        </div>
      )}
    </section>
  );
}

function TalkHit({ hit, onGo }: { readonly hit: SearchHit; readonly onGo: () => void }) {
  return <RowButton {...useHitParts(hit, true, 32)} className="sk-hit" onClick={onGo} />;
}
