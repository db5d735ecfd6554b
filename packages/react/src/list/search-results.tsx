import { SearchX } from "lucide-react";
import { useOnline } from "../hook/use-connection.ts";
import { useSearch } from "../hook/use-search.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { ConversationRow } from "./conversation-row.tsx";

export interface SearchResultsProps {
  readonly query: string;
  readonly current?: string | undefined;
  readonly hrefOf: (id: string) => string;
  readonly onOpen: (id: string) => void;
  readonly onPerson: (user: string) => void;
}

/** What a search found so far: conversations of this device at once, people of the server as it answers. */
export function SearchResults({ query, current, hrefOf, onOpen, onPerson }: SearchResultsProps) {
  const { list } = useTexts();
  const online = useOnline();
  const { conversations, people, searching, error } = useSearch(query);
  useWatch(people.map(({ id }) => id));
  const nothing = conversations.length === 0 && people.length === 0;
  return (
    <div className="sk-list sk-scroll" role="region" aria-label={list.search} onKeyDown={moveByArrows}>
      {conversations.length > 0 && (
        <section aria-label={list.resultsConversations}>
          <h2 className="sk-section">{list.resultsConversations}</h2>
          {conversations.map((view) => (
            <ConversationRow
              key={view.id}
              view={view}
              href={hrefOf(view.id)}
              current={view.id === current}
              onOpen={() => onOpen(view.id)}
            />
          ))}
        </section>
      )}
      {people.length > 0 && (
        <section aria-label={list.resultsPeople}>
          <h2 className="sk-section">{list.resultsPeople}</h2>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} onClick={() => onPerson(person.id)} />
          ))}
        </section>
      )}
      {error && <Failure>{error}</Failure>}
      {nothing && searching && online && <RowsToCome count={3} />}
      {nothing && !searching && !error && (
        <Blank art={<SearchX size={32} />} title={list.nothingFound(isolate(query.trim()))}>
          {online ? list.nothingFoundHint : list.searchOffline}
        </Blank>
      )}
      {!nothing && !online && <p className="sk-aside">{list.searchOffline}</p>}
    </div>
  );
}
