import type { Item } from "@skein/client";
import { Picture } from "../file/picture.tsx";
import { piecesOf } from "../file/viewer/pieces.ts";
import { useConversation } from "../hook/use-conversations.ts";
import { useIsMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import { useNameHere } from "../hook/use-name-here.ts";
import { useTexts } from "../text/language.tsx";
import { useWords } from "./kind/use-words.ts";
import { useTalk } from "./talk-state.tsx";

/** px */
const FACE = 40;
/** Characters of a quoted message: it is there to be recognised. */
const SHORT = 160;

/** In a bubble: the message that it answers. A press leads there, however far it is. */
export function Quote({ id, seq }: { readonly id: string; readonly seq: number }) {
  const { jump } = useTalk();
  const { message } = useTexts();
  const { conversation } = useConversation(id);
  const item = useObservable(conversation.timeline.message(seq));
  const gone = item === null || item?.recalled !== undefined;
  return (
    <button type="button" className="sk-quote" tabIndex={-1} disabled={item === null} onClick={() => jump(seq)}>
      {gone ? (
        <span className="sk-quote-words">{item === null ? message.notThere : message.takenBack}</span>
      ) : (
        item && <Quoted id={id} item={item} />
      )}
    </button>
  );
}

/** Who said it, and its first words. */
export function Quoted({ id, item }: { readonly id: string; readonly item: Item }) {
  const { kit } = useTexts();
  const { words } = useWords();
  const own = useIsMe(item.from);
  const { name, color } = useNameHere(id, item.from);
  const [piece] = item.state === "pending" || item.state === "failed" ? [] : piecesOf(item);
  const face = piece && (piece.poster ?? (piece.video ? undefined : piece.file));
  return (
    <>
      {face && <Picture className="sk-quote-face" file={face} width={FACE} alt="" />}
      <span className="sk-quote-name" style={{ "--sk-avatar": `var(--sk-avatar-${color})` }}>
        <bdi>{own ? kit.you : name}</bdi>
      </span>
      <span className="sk-quote-words" dir="auto">
        {words(item).slice(0, SHORT)}
      </span>
    </>
  );
}
