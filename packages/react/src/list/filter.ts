import type { ConversationView } from "@skein/client";
import { useState } from "react";

/** Which conversations a list shows. */
export type ListFilter = "all" | "unread" | "people" | "groups";

export const LIST_FILTERS: readonly ListFilter[] = ["all", "unread", "people", "groups"];

type Shown = Pick<ConversationView, "id" | "kind" | "peer" | "unread">;

/** Whether a conversation belongs to what is shown. The one with oneself is neither a person nor a group. */
export function isShown(view: Shown, filter: ListFilter, me: string | undefined): boolean {
  switch (filter) {
    case "all":
      return true;
    case "unread":
      return view.unread > 0;
    case "people":
      return view.kind === "direct" && view.peer !== me;
    case "groups":
      return view.kind === "group";
  }
}

/** The conversations of a filter. What was opened as unread stays as long as it is open: its row must not vanish under the reader. */
export function useFiltered<V extends Shown>(
  conversations: readonly V[],
  filter: ListFilter,
  { current, me }: { readonly current: string | undefined; readonly me: string | undefined },
): readonly V[] {
  const [kept, setKept] = useState<string>();
  const open = filter === "unread" ? conversations.find(({ id }) => id === current) : undefined;
  const keeps = open && (open.unread > 0 || open.id === kept) ? open.id : undefined;
  if (keeps !== kept) setKept(keeps);
  if (filter === "all") return conversations;
  return conversations.filter((view) => view.id === keeps || isShown(view, filter, me));
}
