import type { ConversationView } from "@skein/client";
import { useState } from "react";
import { callsForReader } from "../keep/shelf.ts";

/** What every list can be narrowed to. */
export type PlainFilter = "all" | "unread" | "people" | "groups";

/** Which conversations a list shows; those of a folder by its id. */
export type ListFilter = PlainFilter | `folder ${string}`;

export const LIST_FILTERS: readonly PlainFilter[] = ["all", "unread", "people", "groups"];

type Shown = Pick<ConversationView, "id" | "kind" | "peer" | "unread" | "markedUnread" | "folders">;

/** Stands for a folder. */
export function folderFilter(id: string): ListFilter {
  return `folder ${id}`;
}

/** The folder that a filter stands for. */
export function folderOf(filter: ListFilter): string | undefined {
  return filter.startsWith("folder ") ? filter.slice("folder ".length) : undefined;
}

/** Whether a conversation belongs to what is shown. The one with oneself is neither a person nor a group. */
export function isShown(view: Shown, filter: ListFilter, me: string | undefined): boolean {
  switch (filter) {
    case "all":
      return true;
    case "unread":
      return callsForReader(view);
    case "people":
      return view.kind === "direct" && view.peer !== me;
    case "groups":
      return view.kind === "group";
    default:
      return view.folders.includes(folderOf(filter) ?? "");
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
  const keeps = open && (callsForReader(open) || open.id === kept) ? open.id : undefined;
  if (keeps !== kept) setKept(keeps);
  if (filter === "all") return conversations;
  return conversations.filter((view) => view.id === keeps || isShown(view, filter, me));
}
