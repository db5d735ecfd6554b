import {
  Blank,
  CreateGroup,
  ListPane,
  Mark,
  Panes,
  useAction,
  useClient,
  useErrorText,
  useMe,
  useTexts,
  useGroupNews,
  useRefusedActs,
  useToast,
} from "@skein/react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Palette } from "../palette/palette.tsx";
import { ContactsPane } from "../people/contacts-pane.tsx";
import { goBack, navigate, useRoute } from "../route/router.tsx";
import { pathTo, type Route } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsList } from "../settings/settings-list.tsx";
import { ListHead } from "./list-head.tsx";
import { Talk, TalkDetails } from "./talk.tsx";
import { useEscape } from "./use-escape.ts";
import { useNarrow } from "./use-narrow.ts";
import { usePaletteKey } from "./use-palette-key.ts";
import { Welcome } from "./welcome.tsx";

const Settings = lazy(async () => ({ default: (await import("../settings/settings.tsx")).Settings }));
const PairDevice = lazy(async () => ({ default: (await import("../device/pair-device.tsx")).PairDevice }));
const Requests = lazy(async () => ({ default: (await import("../people/requests.tsx")).Requests }));
const PersonCard = lazy(async () => ({ default: (await import("../people/person-card.tsx")).PersonCard }));
const LinkedPerson = lazy(async () => ({ default: (await import("../people/linked-person.tsx")).LinkedPerson }));
const Thread = lazy(async () => ({ default: (await import("./thread.tsx")).Thread }));
const ThreadsPane = lazy(async () => ({ default: (await import("./threads-pane.tsx")).ThreadsPane }));
const GroupDoor = lazy(async () => ({ default: (await import("../group/group-door.tsx")).GroupDoor }));
const Starred = lazy(async () => ({ default: (await import("./starred.tsx")).Starred }));
const SharePage = lazy(async () => ({ default: (await import("../share/share-page.tsx")).SharePage }));
const FindPeople = lazy(async () => ({ default: (await import("../people/find-people.tsx")).FindPeople }));

/** The three panes of somebody who is signed in. */
export function Home() {
  const route = useRoute();
  const { app, contacts } = useAppTexts();
  const texts = useTexts();
  const client = useClient();
  const toast = useToast();
  useRefusedActs();
  useGroupNews();
  const errorText = useErrorText();
  const me = useMe()?.profile.id;
  const narrow = useNarrow();
  const [details, setDetails] = useState(false);
  const [creating, setCreating] = useState(false);
  const [palette, setPalette] = useState(false);
  usePaletteKey(useCallback(() => setPalette((open) => !open), []));
  const archive = (route.page === "home" || route.page === "conversation") && route.archive === true;
  useEscape(
    useCallback(() => {
      if (route.page === "thread") goBack(pathTo.conversation(route.id));
      else if (details) setDetails(false);
      else goBack(pathTo.home);
    }, [details, route]),
    route.page !== "home" || archive,
  );

  // What is opened from the archive leaves it open beside.
  const hrefOf = (id: string): string =>
    archive ? pathTo.archive({ page: "conversation", id }) : pathTo.conversation(id);
  const open = (id: string): void => navigate(pathTo.conversation(id));
  const talkTo = useAction(async (user: string) => {
    try {
      open((await client.openDirect(user)).id);
    } catch (error) {
      toast(errorText(error));
    }
  });
  const info = (id: string): void => {
    open(id);
    setDetails(true);
  };
  const current = route.page === "conversation" || route.page === "thread" ? route.id : undefined;
  const onThread = useCallback(
    (root: number, instead = false) =>
      current !== undefined && navigate(pathTo.thread(current, root), { replace: instead }),
    [current],
  );
  const thread = route.page === "thread" && (
    <Suspense fallback={null}>
      <Thread key={`${route.root} ${route.id}`} id={route.id} root={route.root} page={narrow} onPerson={talkTo.run} />
    </Suspense>
  );
  const newGroup = (): void => setCreating(true);
  const openSaved = (): void => {
    if (me !== undefined) talkTo.run(me);
  };

  return (
    <main className="app">
      <h1 className="sk-hidden">{app.name}</h1>
      <Panes
        mainOpen={isMain(route)}
        list={
          route.page === "settings" ? (
            <SettingsList current={route.section} />
          ) : route.page === "contacts" || route.page === "person" || route.page === "add" ? (
            <ContactsPane
              current={route.page === "person" ? route.user : undefined}
              requests={route.page === "contacts" && route.requests}
            />
          ) : route.page === "threads" ? (
            <Suspense fallback={null}>
              <ThreadsPane />
            </Suspense>
          ) : (
            <ListPane
              head={<ListHead onNewGroup={newGroup} onSaved={openSaved} />}
              current={current}
              hrefOf={hrefOf}
              onOpen={(id) => navigate(hrefOf(id))}
              archive={archive}
              onArchive={(shown) =>
                shown ? navigate(pathTo.archive(route)) : navigate(location.pathname, { replace: true })
              }
              onPerson={talkTo.run}
              onMessage={(...place) => navigate(pathTo.said(...place))}
              messageHref={pathTo.said}
              onInfo={info}
            />
          )
        }
        main={
          <Suspense fallback={null}>
            {current !== undefined && !(thread && narrow) ? (
              <Talk
                id={current}
                seq={route.page === "conversation" ? route.seq : undefined}
                details={details && !thread}
                beside={thread !== false}
                onDetails={() => (thread ? open(current) : setDetails(!details))}
                onThread={onThread}
                onPerson={talkTo.run}
              />
            ) : thread ? (
              thread
            ) : route.page === "settings" ? (
              <Settings section={route.section ?? "profile"} />
            ) : route.page === "starred" ? (
              <Starred />
            ) : route.page === "share" ? (
              <SharePage />
            ) : route.page === "people" ? (
              <FindPeople onPerson={(user) => navigate(pathTo.person(user))} />
            ) : route.page === "person" ? (
              <PersonCard user={route.user} onMessage={talkTo.run} />
            ) : route.page === "add" ? (
              <LinkedPerson key={route.code} code={route.code} onMessage={talkTo.run} />
            ) : route.page === "threads" ? (
              <Blank art={<Mark size={88} />} title={texts.thread.pick} />
            ) : route.page === "group" ? (
              <GroupDoor key={route.code} code={route.code} />
            ) : route.page === "contacts" && route.requests ? (
              <Requests />
            ) : route.page === "contacts" ? (
              <Blank art={<Mark size={88} />} title={contacts.pick}>
                {contacts.pickHint}
              </Blank>
            ) : route.page === "pair" ? (
              <PairDevice key={route.code} code={route.code} />
            ) : (
              <Welcome missing={route.page === "missing"} />
            )}
          </Suspense>
        }
        wide={thread !== false}
        details={
          thread
            ? !narrow && thread
            : details &&
              current !== undefined && (
                <TalkDetails id={current} onClose={() => setDetails(false)} onMessage={talkTo.run} />
              )
        }
      />
      <CreateGroup open={creating} onClose={() => setCreating(false)} onCreated={open} />
      {palette && (
        <Palette
          onClose={() => setPalette(false)}
          onOpen={open}
          onPerson={talkTo.run}
          onNewGroup={newGroup}
          onSaved={openSaved}
        />
      )}
    </main>
  );
}

/** Whether the pane beside the list is what one came for; on a phone it hides the list then. */
function isMain(route: Route): boolean {
  return (
    route.page === "conversation" ||
    route.page === "thread" ||
    route.page === "starred" ||
    route.page === "people" ||
    route.page === "share" ||
    route.page === "pair" ||
    route.page === "person" ||
    route.page === "add" ||
    route.page === "group" ||
    route.page === "missing" ||
    (route.page === "contacts" && route.requests) ||
    (route.page === "settings" && route.section !== undefined)
  );
}
