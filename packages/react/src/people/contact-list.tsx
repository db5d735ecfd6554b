import type { Person } from "@skein/client";
import { ContactRound, SearchX } from "lucide-react";
import { useRef, useState } from "react";
import { useContacts } from "../hook/use-contacts.ts";
import { usePresence, useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Avatar } from "../kit/avatar.tsx";
import { followHere } from "../kit/follow-here.ts";
import { RowLink } from "../kit/row.tsx";
import { Blank } from "../kit/states.tsx";
import { SearchField } from "../list/search-field.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { byLetter, type Letter } from "./by-letter.ts";
import { isCalled } from "./is-called.ts";

export interface ContactListProps {
  readonly current?: string | undefined;
  readonly hrefOf: (user: string) => string;
  readonly onOpen: (user: string) => void;
}

/** One's contacts from A to Z, with a search over them that also knows pinyin. */
export function ContactList({ current, hrefOf, onOpen }: ContactListProps) {
  const { contact: texts } = useTexts();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const contacts = useContacts();
  const words = query.trim();
  const found = contacts.filter((person) => isCalled(person, words));
  const blocked = found.filter(({ contact }) => contact?.blocked !== undefined);
  const friends = found.filter(({ contact }) => contact?.friend !== undefined && contact.blocked === undefined);
  const others = found.filter(({ contact }) => contact?.friend === undefined && contact?.blocked === undefined);
  const letters = byLetter(friends);
  useWatch(friends.map(({ id }) => id));
  const row = (person: Person) => (
    <ContactRow
      key={person.id}
      person={person}
      href={hrefOf(person.id)}
      current={person.id === current}
      onOpen={() => onOpen(person.id)}
    />
  );
  return (
    <>
      <div className="sk-contact-search">
        <SearchField label={texts.search} value={query} onChange={setQuery} />
      </div>
      <div className="sk-contacts">
        <div className="sk-list sk-scroll" ref={list} role="region" aria-label={texts.title} onKeyDown={moveByArrows}>
          {letters.map(({ letter, people }) => (
            <section key={letter} data-letter={letter} aria-label={letter}>
              <h3 className="sk-section sk-letter">{letter}</h3>
              {people.map(row)}
            </section>
          ))}
          {others.length > 0 && (
            <section aria-label={texts.others}>
              <h3 className="sk-section">{texts.others}</h3>
              {others.map(row)}
            </section>
          )}
          {blocked.length > 0 && (
            <section aria-label={texts.blockedOnes}>
              <h3 className="sk-section">{texts.blockedOnes}</h3>
              {blocked.map(row)}
            </section>
          )}
          {contacts.length === 0 && (
            <Blank art={<ContactRound size={40} />} title={texts.empty}>
              {texts.emptyHint}
            </Blank>
          )}
          {contacts.length > 0 && found.length === 0 && (
            <Blank art={<SearchX size={32} />} title={texts.nobody(isolate(words))} />
          )}
          {friends.length > 0 && words === "" && <p className="sk-aside">{texts.count(contacts.length)}</p>}
        </div>
        {letters.length > 1 && <LetterIndex letters={letters} list={list} />}
      </div>
    </>
  );
}

interface ContactRowProps {
  readonly person: Person;
  readonly href: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}

function ContactRow({ person, href, current, onOpen }: ContactRowProps) {
  const { talk } = useTexts();
  const online = usePresence(person.id)?.online ?? false;
  return (
    <RowLink
      href={href}
      current={current}
      onClick={followHere(onOpen)}
      leading={<Avatar name={person.name} color={person.color} picture={person.avatar} size={40} online={online} />}
      title={
        <>
          <bdi>{person.name}</bdi>
          {online && <span className="sk-hidden"> ({talk.online})</span>}
        </>
      }
      detail={person.ownName === undefined ? person.login && `@${person.login}` : <bdi>{person.ownName}</bdi>}
    />
  );
}

/** The letters at the edge; a press goes there. */
function LetterIndex({
  letters,
  list,
}: {
  readonly letters: readonly Letter[];
  readonly list: { readonly current: HTMLElement | null };
}) {
  const { contact: texts } = useTexts();
  return (
    <nav className="sk-letters" aria-label={texts.index}>
      {letters.map(({ letter }) => (
        <button
          key={letter}
          type="button"
          onClick={() => {
            const section = list.current?.querySelector(`[data-letter="${letter}"]`);
            section?.scrollIntoView({ block: "start" });
            section?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
          }}
        >
          {letter}
        </button>
      ))}
    </nav>
  );
}
