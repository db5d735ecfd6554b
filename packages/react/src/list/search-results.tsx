import { SearchX } from "lucide-react";
import { useOnline } from "../hook/use-connection.ts";
import { useSearch } from "../hook/use-search.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { FILE_KINDS, WORD_KINDS } from "../search/hit.tsx";
import { type MessageDoor, MessageResults } from "../search/message-results.tsx";
import { useMessageSearch } from "../search/use-message-search.ts";
import { ConversationRow } from "./conversation-row.tsx";

/** Files are found beside what was said: as many of them are shown at once. */
const FILES = 5;

export interface SearchResultsProps extends Partial<MessageDoor> {
  readonly query: string;
  readonly current?: string | undefined;
  readonly hrefOf: (id: string) => string;
  readonly onOpen: (id: string) => void;
  readonly onPerson: (user: string) => void;
}

/** What a search found so far: conversations of this device at once, people and messages as they are answered, these where `onMessage` opens them. */
export function SearchResults({
  query,
  current,
  hrefOf,
  onOpen,
  onPerson,
  onMessage,
  messageHref,
}: SearchResultsProps) {
  const { list, search } = useTexts();
  const door = onMessage && messageHref ? { onMessage, messageHref } : undefined;
  const said = useMessageSearch(door && { text: query, kinds: [...WORD_KINDS] });
  const files = useMessageSearch(door && { text: query, kinds: [...FILE_KINDS], limit: FILES });
  const online = useOnline();
  const { conversations, people, error, ...names } = useSearch(query);
  const searching = names.searching || said.searching || files.searching;
  const failed = error ?? said.error ?? files.error;
  useWatch(people.map(({ id }) => id));
  const hits = (said.hits?.length ?? 0) + (files.hits?.length ?? 0);
  const nothing = conversations.length === 0 && people.length === 0 && hits === 0;
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
      {/* the same fault is told once */}
      {door && said.error === undefined && <MessageResults title={search.files} found={files} {...door} />}
      {door && <MessageResults title={search.messages} found={said} {...door} />}
      {nothing && searching && (online || door) && <RowsToCome count={3} />}
      {nothing && !searching && !failed && (
        <Blank art={<SearchX size={32} />} title={list.nothingFound(isolate(query.trim()))}>
          {online ? list.nothingFoundHint : list.searchOffline}
        </Blank>
      )}
      {said.behind && !said.fromDevice && <p className="sk-aside">{search.behind}</p>}
      {!nothing && !online && <p className="sk-aside">{list.searchOffline}</p>}
    </div>
  );
}
