import type { ConversationView } from "@skein/client";
import { useTexts } from "../text/language.tsx";
import { useLookAlike } from "./use-look-alike.ts";
import { useIsMe } from "./use-me.ts";
import { usePerson } from "./use-person.ts";

export interface Title {
  readonly name: string;
  readonly color: number;
  /** What the other person, or the group, looks like. */
  readonly picture?: string;
  /** Beside the name, where somebody else one knows has one that looks like it: the log-in name. */
  readonly hint?: string;
  /** The conversation with oneself. */
  readonly saved: boolean;
}

/** What to call a conversation, and in which colour. */
export function useTitle(
  view: Pick<ConversationView, "kind" | "name" | "color" | "settings" | "peer"> | undefined,
): Title {
  const texts = useTexts();
  const peer = usePerson(view?.peer);
  const saved = useIsMe(view?.peer);
  const alike = useLookAlike(peer);
  if (saved) return { name: texts.list.saved, color: peer?.color ?? 0, saved };
  const avatar = view?.kind === "group" ? view.settings?.avatar : peer?.avatar;
  const picture = avatar ? { picture: avatar } : {};
  if (view?.kind === "group") return { name: view.name ?? "", color: view.color ?? 0, ...picture, saved };
  const hint = peer?.login !== undefined && alike ? { hint: `@${peer.login}` } : {};
  return { name: peer?.name ?? texts.kit.somebody, color: peer?.color ?? 0, ...picture, saved, ...hint };
}
