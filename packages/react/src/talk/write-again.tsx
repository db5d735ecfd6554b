import type { Item } from "@skein/client";
import { useIsMe } from "../hook/use-me.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { remembered } from "./remembered.ts";
import { useTalk } from "./talk-state.tsx";

/** After the line that says so: one's own words that were taken back, to be written anew. */
export function WriteAgain({ item }: { readonly item: Item }) {
  const { message } = useTexts();
  const { id, write } = useTalk();
  const own = useIsMe(item.from);
  const text = remembered(useClient()).textOf(id, item);
  if (!own || text === undefined) return null;
  return (
    <button type="button" className="sk-notice-action" onClick={() => write(text)}>
      {message.writeAgain}
    </button>
  );
}
