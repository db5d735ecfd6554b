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
  useAction,
  useClient,
  useConversations,
  useTexts,
  useTitle,
} from "@skein/react";
import { ArrowLeft } from "lucide-react";
import { use, useState } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { forgetShared, shared } from "./shared.ts";

/** What another app shared, and whom it is for: it becomes what one is about to say there. Nothing is sent by it. */
export function SharePage() {
  const words = use(shared());
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
      {words === undefined ? (
        <Blank art={<Mark size={88} />} title={notify.shareNothing}>
          {notify.shareNothingHint}
        </Blank>
      ) : (
        <Places text={words} />
      )}
    </section>
  );
}

/** The words, and the conversations they may go to: the latest first. */
function Places({ text }: { readonly text: string }) {
  const { notify } = useAppTexts();
  const { list } = useTexts();
  const client = useClient();
  const conversations = useConversations();
  const [query, setQuery] = useState("");
  const { run } = useAction(async ({ id, draft = "" }: ConversationView) => {
    // what one had begun to say there stays
    client.conversation(id).setDraft(draft === "" ? text : `${draft}\n${text}`);
    await forgetShared();
    navigate(pathTo.conversation(id), { replace: true });
  });
  return (
    <div className="page-body share-places">
      <blockquote className="share-words">{text}</blockquote>
      <SearchField label={notify.shareSearch} value={query} onChange={setQuery} />
      <div className="sk-scroll share-list" role="group" aria-label={list.label} onKeyDown={moveByArrows}>
        {conversations.map((view) => (
          <Place key={view.id} view={view} query={query} onPress={() => run(view)} />
        ))}
      </div>
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
