import type { ConversationView } from "@skein/client";
import { plainText } from "@skein/protocol";
import { useMe } from "../hook/use-me.ts";
import { useNameHere } from "../hook/use-name-here.ts";
import { useTexts } from "../text/language.tsx";
import { isMessage, rowOf } from "../talk/kind/kinds.ts";
import { useWords } from "../talk/kind/use-words.ts";
import { useNotice } from "../talk/use-notice.ts";
import { useTypingText } from "../talk/use-typing-text.ts";

/** What a conversation's row says under its name: who types, else the draft, else the last line. */
export function Preview({ view }: { readonly view: ConversationView }) {
  const { list } = useTexts();
  const typing = useTypingText(view);
  if (typing !== undefined) return <span className="sk-preview-typing">{typing}</span>;
  if (view.failed > 0) return <span className="sk-preview-alert">{list.failed}</span>;
  if (view.draft) {
    return (
      <>
        <span className="sk-preview-alert">{list.draft}</span>
        <bdi>{plainText(view.draft)}</bdi>
      </>
    );
  }
  if (!view.last) return <>{list.noMessages}</>;
  return <LastLine view={view} last={view.last} />;
}

function LastLine({
  view,
  last,
}: {
  readonly view: ConversationView;
  readonly last: NonNullable<ConversationView["last"]>;
}) {
  const { list } = useTexts();
  const me = useMe()?.profile.id;
  const { name: sender } = useNameHere(view.id, last.from);
  const notice = useNotice(last, view.id);
  const { words } = useWords();
  if (!isMessage(last)) return <>{notice}</>;
  const saved = view.peer !== undefined && view.peer === me;
  const own = last.from === me;
  const Icon = rowOf(last.kind)?.icon;
  const named = !saved && (own || view.kind === "group");
  return (
    <>
      {named && (
        <span className="sk-preview-from">
          {own ? list.you : <bdi>{sender}</bdi>}
          {!own && list.colon}
        </span>
      )}
      {Icon && <Icon className="sk-preview-icon" size={15} aria-hidden="true" />}
      <bdi>{words(last)}</bdi>
    </>
  );
}
