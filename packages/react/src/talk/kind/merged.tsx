import type { Bodies } from "@skein/protocol";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { usePerson } from "../../hook/use-person.ts";
import { GalleryHost } from "../../file/viewer/gallery-host.tsx";
import { Avatar } from "../../kit/avatar.tsx";
import { IconButton } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useFormats, useTexts } from "../../text/language.tsx";
import type { Texts } from "../../text/en.ts";
import { useTalk } from "../talk-state.tsx";
import type { ContentProps, MessageItem, MessageKind } from "./row.ts";

type Merged = Bodies["merged"];
type Inner = ContentProps["inner"];
type MergedItem = Merged["items"][number];

/** Lines that the bubble shows of what lies in it. */
const SHOWN = 4;
/** Characters of such a line. */
const SHORT = 80;

/** Messages of another conversation as one: a card that opens as pages. */
export const mergedKind: MessageKind<"merged"> = {
  Content: MergedCard,
  words: (body, { texts }) => titleOf(body, texts),
  copy: ({ items }, wording) =>
    items.map((item) => wording.texts.talk.said(item.name, wording.words(saidOf(item)))).join("\n"),
};

function MergedCard({ item, end, inner }: ContentProps<"merged">) {
  const texts = useTexts();
  const { show } = useTalk();
  return (
    <div className="sk-text">
      <Card
        body={item.body}
        inner={inner}
        title={titleOf(item.body, texts)}
        onOpen={() =>
          show(({ open, onClose }) => <Pages body={item.body} inner={inner} open={open} onClose={onClose} />)
        }
      />
      {end}
    </div>
  );
}

interface CardProps {
  readonly inner: Inner;
  readonly body: Merged;
  readonly title: string;
  readonly onOpen: () => void;
}

function Card({ body, inner, title, onOpen }: CardProps) {
  const { talk, message } = useTexts();
  return (
    <button type="button" className="sk-merged" onClick={onOpen}>
      <strong dir="auto">{title}</strong>
      {keyed(body.items.slice(0, SHOWN)).map(([key, item]) => (
        <span key={key} dir="auto">
          {talk.said(item.name, inner.words(saidOf(item)).slice(0, SHORT))}
        </span>
      ))}
      <small>
        {message.history} · {message.historyCount(body.items.length)}
      </small>
    </button>
  );
}

interface PagesProps {
  readonly inner: Inner;
  readonly body: Merged;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What lies in it, message by message; what is merged once more opens as the next page. */
function Pages({ body, inner, open, onClose }: PagesProps) {
  const texts = useTexts();
  const [path, setPath] = useState<readonly Merged[]>([]);
  const page = path.at(-1) ?? body;
  return (
    <Dialog open={open} onClose={onClose} title={titleOf(page, texts)} size="tall">
      {path.length > 0 && (
        <IconButton label={texts.kit.back} onClick={() => setPath(path.slice(0, -1))}>
          <ArrowLeft size={20} aria-hidden="true" />
        </IconButton>
      )}
      <GalleryHost alone>
        <ol className="sk-merged-page">
          {keyed(page.items).map(([key, item]) => (
            <li key={`${path.length} ${key}`}>
              <MergedLine item={item} inner={inner} onOpen={(within) => setPath([...path, within])} />
            </li>
          ))}
        </ol>
      </GalleryHost>
    </Dialog>
  );
}

interface MergedLineProps {
  readonly item: MergedItem;
  readonly inner: Inner;
  readonly onOpen: (body: Merged) => void;
}

function MergedLine({ item, inner, onOpen }: MergedLineProps) {
  const texts = useTexts();
  const formats = useFormats();
  const person = usePerson(item.from);
  const said = saidOf(item);
  return (
    <>
      <Avatar name={item.name} color={person?.color ?? 0} picture={person?.avatar} size={32} />
      <div className="sk-merged-line">
        <p className="sk-merged-head">
          <bdi>{item.name}</bdi> <time dateTime={new Date(item.at).toISOString()}>{formats.moment(item.at)}</time>
        </p>
        {said.kind === "merged" ? (
          <Card body={said.body} inner={inner} title={titleOf(said.body, texts)} onOpen={() => onOpen(said.body)} />
        ) : (
          inner.draw(said)
        )}
      </div>
    </>
  );
}

/** A message within merged ones, as if it stood in a log. */
function saidOf({ from, at, kind, body }: MergedItem): MessageItem {
  // the server copied it from a log: a kind and its body belong together
  return { id: "", from, at, kind, body, state: "sent", said: true } as MessageItem;
}

function titleOf({ title }: Merged, { message }: Texts): string {
  const [one = "", other] = title.people;
  const names = title.group ?? (other === undefined ? one : message.and(one, other));
  return names === "" ? message.history : message.historyOf(names);
}

/** A copy never changes, so a message's place in it is its identity. */
function keyed<T>(items: readonly T[]): readonly (readonly [string, T])[] {
  return items.map((item, index) => [`item-${index}`, item]);
}
