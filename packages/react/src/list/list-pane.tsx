import { useRef, useState, type ReactNode } from "react";
import { useConversations } from "../hook/use-conversations.ts";
import { useFolders } from "../keep/folder/use-folders.ts";
import { Button } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";
import { ArchiveHead } from "./archive-head.tsx";
import { ConversationList, type ConversationListProps } from "./conversation-list.tsx";
import { folderOf, type ListFilter } from "./filter.ts";
import { FilterChips } from "./filter-chips.tsx";
import { SearchField } from "./search-field.tsx";
import type { MessageDoor } from "../search/message-results.tsx";
import { SearchResults } from "./search-results.tsx";
import { useArchive } from "./use-archive.ts";

export interface ListPaneProps
  extends Omit<ConversationListProps, "emptyAction" | "filter" | "onShowAll" | "shelf" | "onArchive">,
    // a message that was found is opened so; without it messages are not searched
    Partial<MessageDoor> {
  readonly hrefOf: (id: string) => string;
  /** A person was chosen in the results. */
  readonly onPerson: (user: string) => void;
  /** Stands over the search: a name, buttons. */
  readonly head?: ReactNode;
  /** Whether the archive is open, where an address says so; the pane knows by itself when not given. */
  readonly archive?: boolean;
  readonly onArchive?: (open: boolean) => void;
}

/** The conversations with the search over them, which answers in their place while one types. */
export function ListPane({ head, onPerson, archive, onArchive, onMessage, messageHref, ...props }: ListPaneProps) {
  const { list } = useTexts();
  const [query, setQuery] = useState("");
  const [chosen, setFilter] = useState<ListFilter>("all");
  const { folders } = useFolders();
  const folder = folderOf(chosen);
  // a folder may be deleted while one looks at it
  const filter = folder === undefined || folders.some(({ id }) => id === folder) ? chosen : "all";
  const any = useConversations().length > 0;
  const field = useRef<HTMLInputElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const shelf = useArchive(pane, archive, onArchive);
  const leave =
    <T,>(go: (value: T) => void) =>
    (value: T): void => {
      setQuery("");
      go(value);
    };
  if (shelf.open) {
    return (
      // Escape from anywhere in it is the way back.
      <div className="sk-list-pane" role="presentation" ref={pane} onKeyDown={shelf.onKeyDown}>
        <ArchiveHead onBack={shelf.close} />
        <ConversationList {...props} shelf="archive" />
      </div>
    );
  }
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
          onArchive={shelf.show}
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
          {...(onMessage && messageHref && { onMessage, messageHref })}
        />
      )}
    </div>
  );
}
