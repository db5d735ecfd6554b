import { useRef, useState, type ReactNode } from "react";
import { useConversations } from "../hook/use-conversations.ts";
import { Button } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";
import { ConversationList, type ConversationListProps } from "./conversation-list.tsx";
import type { ListFilter } from "./filter.ts";
import { FilterChips } from "./filter-chips.tsx";
import { SearchField } from "./search-field.tsx";
import { SearchResults } from "./search-results.tsx";

export interface ListPaneProps extends Omit<ConversationListProps, "emptyAction" | "filter" | "onShowAll"> {
  readonly hrefOf: (id: string) => string;
  /** A person was chosen in the results. */
  readonly onPerson: (user: string) => void;
  /** Stands over the search: a name, buttons. */
  readonly head?: ReactNode;
}

/** The conversations with the search over them, which answers in their place while one types. */
export function ListPane({ head, onPerson, ...props }: ListPaneProps) {
  const { list } = useTexts();
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<ListFilter>("all");
  const any = useConversations().length > 0;
  const field = useRef<HTMLInputElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const leave =
    <T,>(go: (value: T) => void) =>
    (value: T): void => {
      setQuery("");
      go(value);
    };
  return (
    <div className="sk-list-pane" ref={pane}>
      <header className="sk-pane-head">
        {head}
        <SearchField
          ref={field}
          label={list.search}
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => {
            const first = pane.current?.querySelector<HTMLElement>("[data-row]");
            if (!first || event.nativeEvent.isComposing) return;
            if (event.key === "ArrowDown") {
              event.preventDefault();
              first.focus();
            }
            if (event.key === "Enter" && query.trim() !== "") {
              // What opens takes the focus at once: the key must not be typed there as well.
              event.preventDefault();
              first.click();
            }
          }}
        />
        {any && query.trim() === "" && <FilterChips value={filter} onChange={setFilter} />}
      </header>
      {query.trim() === "" ? (
        <ConversationList
          {...props}
          filter={filter}
          onShowAll={() => setFilter("all")}
          emptyAction={
            <Button look="primary" onClick={() => field.current?.focus()}>
              {list.findPeople}
            </Button>
          }
        />
      ) : (
        <SearchResults
          query={query}
          current={props.current}
          hrefOf={props.hrefOf}
          onOpen={leave(props.onOpen)}
          onPerson={leave(onPerson)}
        />
      )}
    </div>
  );
}
