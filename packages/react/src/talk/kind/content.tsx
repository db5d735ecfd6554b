import { rowOf } from "./kinds.ts";
import type { ContentProps, MessageItem } from "./row.ts";
import { useTexts } from "../../text/language.tsx";
import { useWords } from "./use-words.ts";

/** What stands in a bubble, by the kind of its message; a word of excuse where this version does not know the kind. */
export function Content(props: Omit<ContentProps, "inner">) {
  const { id } = props;
  const { words } = useWords();
  const Known = rowOf(props.item.kind)?.Content;
  if (!Known) return <Unknown end={props.end} />;
  const draw = (item: MessageItem) => <Content id={id} item={item} own={false} end={null} />;
  return <Known {...props} inner={{ draw, words }} />;
}

function Unknown({ end }: Pick<ContentProps, "end">) {
  const { talk } = useTexts();
  return (
    <p className="sk-text sk-unknown">
      {talk.unknownKind}
      {end}
    </p>
  );
}
