import type { ConversationView } from "@skein/client";
import { useNameHere } from "../hook/use-name-here.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

/** Who types, in words; undefined while nobody does. */
export function useTypingText({
  id,
  kind,
  typing,
}: Pick<ConversationView, "id" | "kind" | "typing">): string | undefined {
  const { list } = useTexts();
  const { name } = useNameHere(id, typing[0]);
  if (typing.length === 0) return undefined;
  if (kind === "direct") return list.typing;
  return typing.length > 1 ? list.typingMany(typing.length) : list.typingOf(isolate(name));
}
