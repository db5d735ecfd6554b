import { rowOf } from "./kinds.ts";
import type { ContentProps } from "./row.ts";
import { useTexts } from "../../text/language.tsx";

/** What stands in a bubble, by the kind of its message; a word of excuse where this version does not know the kind. */
export function Content(props: ContentProps) {
  const Known = rowOf(props.item.kind)?.Content;
  return Known ? <Known {...props} /> : <Unknown end={props.end} />;
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
