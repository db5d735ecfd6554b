import {
  beginHere,
  Blank,
  Failure,
  IconButton,
  isolate,
  moveByArrows,
  Offline,
  PersonRow,
  RowsToCome,
  SearchField,
  usePeopleSearch,
  useOffline,
  useOnline,
  useTexts,
  useWatch,
  useMe,
} from "@skein/react";
import { ArrowLeft, UserSearch } from "lucide-react";
import { useState } from "react";
import { goBack } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** Finds anybody of the server and shows who they are. */
export function FindPeople({ onPerson }: { readonly onPerson: (user: string) => void }) {
  const { people: texts } = useAppTexts();
  const { kit } = useTexts();
  const online = useOnline();
  const offline = useOffline();
  const me = useMe()?.profile.id;
  const [query, setQuery] = useState("");
  const words = query.trim();
  const { people, searching, error } = usePeopleSearch(words);
  const others = people.filter(({ id }) => id !== me);
  useWatch(others.map(({ id }) => id));
  return (
    <section className="page" aria-label={texts.title}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => goBack(pathTo.home)}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{texts.title}</h2>
      </header>
      <div className="page-body sk-scroll" role="group" aria-label={texts.title} onKeyDown={moveByArrows}>
        <SearchField label={texts.search} value={query} onChange={setQuery} ref={beginHere} />
        {error && <Failure>{error}</Failure>}
        {others.map((person) => (
          <PersonRow key={person.id} person={person} onClick={() => onPerson(person.id)} />
        ))}
        {others.length === 0 && !error && <Nothing words={words} offline={offline} searching={searching || !online} />}
      </div>
    </section>
  );
}

function Nothing({
  words,
  offline,
  searching,
}: {
  readonly words: string;
  readonly offline: boolean;
  readonly searching: boolean;
}) {
  const { people: texts } = useAppTexts();
  if (offline) return <Offline>{texts.offline}</Offline>;
  if (words === "") return <Blank art={<UserSearch size={40} />} title={texts.hint} />;
  if (searching) return <RowsToCome count={4} />;
  return <Blank title={texts.empty(isolate(words))}>{texts.emptyHint}</Blank>;
}
