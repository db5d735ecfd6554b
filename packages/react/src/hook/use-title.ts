import type { ConversationView } from "@skein/client";
import { useTexts } from "../text/language.tsx";
import { useIsMe } from "./use-me.ts";
import { usePerson } from "./use-person.ts";

export interface Title {
  readonly name: string;
  readonly color: number;
  /** The conversation with oneself. */
  readonly saved: boolean;
}

/** What to call a conversation, and in which colour. */
export function useTitle(view: Pick<ConversationView, "kind" | "name" | "color" | "peer"> | undefined): Title {
  const texts = useTexts();
  const peer = usePerson(view?.peer);
  const saved = useIsMe(view?.peer);
  if (saved) return { name: texts.list.saved, color: peer?.color ?? 0, saved };
  if (view?.kind === "group") return { name: view.name ?? "", color: view.color ?? 0, saved };
  return { name: peer?.name ?? texts.kit.somebody, color: peer?.color ?? 0, saved };
}
