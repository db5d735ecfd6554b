import type { ConversationView, SearchHit } from "@skein/client";
import {
  Avatar,
  ConversationAvatar,
  onShelf,
  useConversations,
  useHitParts,
  useMe,
  useMessageSearch,
  useSearch,
  useTexts,
  useTitle,
} from "@skein/react";
import { Bookmark, ContactRound, MessagesSquare, Settings, Star, UserPlus, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo, type Section } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** A place the palette can go to. */
export interface Destination {
  readonly id: string;
  readonly view: ReactNode;
  readonly go: () => void;
  /** Whose presence is shown. */
  readonly watch?: string;
}

export interface DestinationsInput {
  readonly onOpen: (id: string) => void;
  readonly onPerson: (user: string) => void;
  readonly onNewGroup: () => void;
  readonly onSaved: () => void;
}

const RECENT = 6;
/** Messages that are offered. */
const MESSAGES = 8;
const SECTIONS = [
  "profile",
  "general",
  "notifications",
  "folders",
  "privacy",
  "link",
  "devices",
  "connection",
] as const satisfies readonly Section[];

/** What the palette offers for these words, group by group; empty groups are left out. `searching`: more may come. */
export function useDestinations(query: string, { onOpen, onPerson, onNewGroup, onSaved }: DestinationsInput) {
  const { palette, menu, settings, contacts } = useAppTexts();
  const { thread, search } = useTexts();
  const words = query.trim().toLocaleLowerCase();
  const found = useSearch(query);
  const { hits = [], searching } = useMessageSearch({ text: query, limit: MESSAGES });
  const recent = onShelf(useConversations(), "list").slice(0, RECENT);
  const me = useMe()?.profile.id;
  const conversation = (view: ConversationView): Destination => ({
    id: view.id,
    view: <ConversationLine view={view} />,
    go: () => onOpen(view.id),
    ...(view.peer !== undefined && view.peer !== me && { watch: view.peer }),
  });
  const page = (id: string, name: string, icon: ReactNode, go: () => void) => ({
    id,
    name,
    go,
    view: <PageLine icon={icon} name={name} />,
  });
  const pages = [
    page("people", menu.findPeople, <UserPlus aria-hidden="true" />, () => navigate(pathTo.people)),
    page("contacts", contacts.contacts, <ContactRound aria-hidden="true" />, () => navigate(pathTo.contacts())),
    page("threads", thread.threads, <MessagesSquare aria-hidden="true" />, () => navigate(pathTo.threads)),
    page("group", menu.newGroup, <UsersRound aria-hidden="true" />, onNewGroup),
    page("saved", menu.saved, <Bookmark aria-hidden="true" />, onSaved),
    page("starred", menu.starred, <Star aria-hidden="true" />, () => navigate(pathTo.starred)),
    ...SECTIONS.map((section) =>
      page(section, palette.setting(settings[section]), <Settings aria-hidden="true" />, () =>
        navigate(pathTo.settings(section)),
      ),
    ),
  ].filter(({ name }) => name.toLocaleLowerCase().includes(words));
  const groups: readonly { readonly name: string; readonly destinations: readonly Destination[] }[] = [
    words === ""
      ? { name: palette.recent, destinations: recent.map(conversation) }
      : { name: palette.conversations, destinations: found.conversations.map(conversation) },
    {
      name: palette.people,
      destinations: found.people.map((person) => ({
        id: person.id,
        watch: person.id,
        go: () => onPerson(person.id),
        view: (
          <>
            <Avatar name={person.name} color={person.color} picture={person.avatar} size={32} />
            <span className="sk-row-title">
              <bdi>{person.name}</bdi>
            </span>
          </>
        ),
      })),
    },
    {
      name: search.messages,
      destinations: hits.slice(0, MESSAGES).map((hit) => ({
        id: `said-${hit.entry.conv}-${hit.entry.seq}`.replaceAll(/[^\w-]/g, "_"),
        view: <HitLine hit={hit} />,
        go: () => navigate(pathTo.said(hit.entry.conv, hit.entry.seq, hit.entry.ref)),
      })),
    },
    { name: palette.pages, destinations: pages },
  ];
  return {
    groups: groups.filter(({ destinations }) => destinations.length > 0),
    searching: searching || found.searching,
  };
}

function ConversationLine({ view }: { readonly view: ConversationView }) {
  const { name } = useTitle(view);
  return (
    <>
      <ConversationAvatar view={view} size={32} />
      <span className="sk-row-title">
        <bdi>{name}</bdi>
      </span>
    </>
  );
}

function HitLine({ hit }: { readonly hit: SearchHit }) {
  const { leading, title, titleEnd, detail } = useHitParts(hit, false, 32);
  return (
    <>
      {leading}
      <span className="sk-row-lines sk-hit">
        <span className="sk-row-line">
          <span className="sk-row-title">{title}</span>
          <span className="sk-row-end">{titleEnd}</span>
        </span>
        <span className="sk-row-detail">{detail}</span>
      </span>
    </>
  );
}

function PageLine({ icon, name }: { readonly icon: ReactNode; readonly name: string }) {
  return (
    <>
      <span className="settings-icon settings-icon-small">{icon}</span>
      <span className="sk-row-title">{name}</span>
    </>
  );
}
