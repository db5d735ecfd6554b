import type { ConversationView } from "@skein/client";
import {
  Blank,
  ConversationAvatar,
  IconButton,
  isolate,
  Mark,
  moveByArrows,
  RowButton,
  SearchField,
  Tray,
  useAction,
  useClient,
  useConversations,
  useTexts,
  useTitle,
} from "@skein/react";
import { ArrowLeft, Paperclip } from "lucide-react";
import { Suspense, use, useState } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { forgetShared, shared, type Shared } from "./shared.ts";

/** What another app shared, and whom it is for: it becomes what one is about to say there. Nothing is sent by it. */
export function SharePage() {
  const given = use(shared());
  const { notify } = useAppTexts();
  const { kit } = useTexts();
  return (
    <section className="page" aria-label={notify.shareTitle}>
      <header className="sk-bar">
        <IconButton label={kit.back} onClick={() => navigate(pathTo.home, { replace: true })}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{notify.shareTitle}</h2>
      </header>
      {given === undefined ? (
        <Blank art={<Mark size={88} />} title={notify.shareNothing}>
          {notify.shareNothingHint}
        </Blank>
      ) : (
        <Places given={given} />
      )}
    </section>
  );
}

/** The words and files, and the conversations they may go to: the latest first. Files are looked at once more before they are sent. */
function Places({ given: { text, files } }: { readonly given: Shared }) {
  const { notify } = useAppTexts();
  const { list } = useTexts();
  const client = useClient();
  const conversations = useConversations();
  const [query, setQuery] = useState("");
  const [to, setTo] = useState<string>();
  const go = useAction(async (id: string) => {
    await forgetShared();
    navigate(pathTo.conversation(id), { replace: true });
  });
  const take = ({ id, draft = "" }: ConversationView): void => {
    if (files.length > 0) return setTo(id);
    // what one had begun to say there stays
    client.conversation(id).setDraft(draft === "" ? text : `${draft}\n${text}`);
    go.run(id);
  };
  return (
    <div className="page-body share-places">
      {text !== "" && <blockquote className="share-words">{text}</blockquote>}
      {files.length > 0 && (
        <p className="share-files">
          <Paperclip size={18} aria-hidden="true" />
          <bdi>{isolate(files.map(({ name }) => name).join(", "))}</bdi>
        </p>
      )}
      <SearchField label={notify.shareSearch} value={query} onChange={setQuery} />
      <div className="sk-scroll share-list" role="group" aria-label={list.label} onKeyDown={moveByArrows}>
        {conversations.map((view) => (
          <Place key={view.id} view={view} query={query} onPress={() => take(view)} />
        ))}
        {/* each row knows by itself whether it is meant: shown where there is none */}
        <p className="sk-aside share-none">{list.nothingFound(isolate(query.trim()))}</p>
      </div>
      {to !== undefined && (
        <Suspense fallback={null}>
          <Tray
            {...{ id: to, first: files, words: text, reply: undefined, thread: undefined }}
            open
            onClose={() => setTo(undefined)}
            onSent={() => go.run(to)}
          />
        </Suspense>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly view: ConversationView;
  readonly query: string;
  readonly onPress: () => void;
}

function Place({ view, query, onPress }: PlaceProps) {
  const { name } = useTitle(view);
  if (!name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())) return null;
  return (
    <RowButton
      leading={<ConversationAvatar view={view} size={40} />}
      title={<bdi>{isolate(name)}</bdi>}
      onClick={onPress}
    />
  );
}
