import type { Profile } from "@skein/protocol";
import type { Person } from "@skein/client";
import { Check, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useConversations } from "../hook/use-conversations.ts";
import { useOnline } from "../hook/use-connection.ts";
import { useContacts } from "../hook/use-contacts.ts";
import { useMe } from "../hook/use-me.ts";
import { useWatch } from "../hook/use-presence.ts";
import { usePeopleSearch } from "../hook/use-search.ts";
import { Avatar } from "../kit/avatar.tsx";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { SearchField } from "../list/search-field.tsx";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { isCalled } from "./is-called.ts";
import { PersonRow } from "./person-row.tsx";

export interface PeoplePickerProps {
  readonly chosen: readonly Profile[];
  readonly onChange: (chosen: readonly Profile[]) => void;
  /** Those who are in already: shown, but not to be chosen. */
  readonly taken?: ReadonlySet<string>;
}

/** Chooses several people: those one talks to come first, anybody of the server by search. */
export function PeoplePicker({ chosen, onChange, taken }: PeoplePickerProps) {
  const { person: texts, group, list } = useTexts();
  const [query, setQuery] = useState("");
  const words = query.trim();
  const online = useOnline();
  const me = useMe()?.profile.id;
  const known = useKnownPeople(words);
  const { people, searching, error } = usePeopleSearch(words);
  const shown = [...known, ...people.filter(({ id }) => !known.some((other) => other.id === id))].filter(
    ({ id }) => id !== me,
  );
  useWatch(shown.map(({ id }) => id));
  const isChosen = (id: string): boolean => chosen.some((one) => one.id === id);
  const toggle = (person: Profile): void => {
    onChange(isChosen(person.id) ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person]);
  };
  return (
    <div className="sk-picker">
      <SearchField label={texts.pickSearch} value={query} onChange={setQuery} />
      {chosen.length > 0 && (
        <ul className="sk-chips" aria-label={group.chosen(chosen.length)}>
          {chosen.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="sk-chip"
                aria-label={texts.unpick(person.name)}
                onClick={() => toggle(person)}
              >
                <Avatar name={person.name} color={person.color} picture={person.avatar} size={22} />
                <bdi>{person.name}</bdi>
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="sk-picker-list sk-scroll" role="group" aria-label={texts.pick} onKeyDown={moveByArrows}>
        {shown.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            aria-pressed={isChosen(person.id)}
            disabled={taken?.has(person.id)}
            detail={taken?.has(person.id) ? group.alreadyIn : undefined}
            onClick={() => toggle(person)}
            trailing={
              <span className="sk-check" aria-hidden="true">
                {isChosen(person.id) && <Check size={14} strokeWidth={3} />}
              </span>
            }
          />
        ))}
        {error && <Failure>{error}</Failure>}
        {shown.length === 0 && searching && <RowsToCome count={3} />}
        {shown.length === 0 && !searching && !error && (
          <p className="sk-aside">
            {words === "" ? texts.pickHint : online ? texts.nobody(isolate(words)) : list.searchOffline}
          </p>
        )}
      </div>
    </div>
  );
}

/** People of one's direct conversations and contacts, found by any of their names. */
function useKnownPeople(words: string): readonly Person[] {
  const { people } = useClient();
  const conversations = useConversations();
  const contacts = useContacts();
  return useMemo(() => {
    const peers = conversations.flatMap(({ peer }) => (peer === undefined ? [] : (people.person(peer).get() ?? [])));
    const listed = new Set(peers.map(({ id }) => id));
    return [...peers, ...contacts.filter(({ id }) => !listed.has(id))].filter(
      (person) => !person.deleted && !person.contact?.blocked && isCalled(person, words),
    );
  }, [conversations, contacts, people, words]);
}
