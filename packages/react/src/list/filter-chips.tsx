import { FolderPen } from "lucide-react";
import { lazy, Suspense, useId, useState, type ReactNode } from "react";
import { useConversations } from "../hook/use-conversations.ts";
import { IconButton } from "../kit/button.tsx";
import { useFolders } from "../keep/folder/use-folders.ts";
import { callsForReader, onShelf } from "../keep/shelf.ts";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { folderFilter, isShown, type ListFilter, LIST_FILTERS } from "./filter.ts";

const FoldersDialog = lazy(async () => ({
  default: (await import("../keep/folder/folders-dialog.tsx")).FoldersDialog,
}));

export interface FilterChipsProps {
  readonly value: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

/**
 * Over the list: which conversations it shows, by what they are or by one's own folders. Radio buttons, so that the arrows move among
 * them and Tab passes by in one step.
 */
export function FilterChips({ value, onChange }: FilterChipsProps) {
  const { list, keep } = useTexts();
  const name = useId();
  const { folders } = useFolders();
  const unread = onShelf(useConversations(), "list").filter(callsForReader);
  const [editing, setEditing] = useState<"never" | "open" | "closed">("never");
  const chip = (filter: ListFilter, label: ReactNode, count: number) => (
    <Chip key={filter} name={name} count={count} checked={filter === value} onCheck={() => onChange(filter)}>
      {label}
    </Chip>
  );
  return (
    <div className="sk-filter-bar">
      <div
        className="sk-filters"
        role="radiogroup"
        aria-label={list.filter}
        // A wheel that turns one way only reaches what stands beside.
        onWheel={({ currentTarget, deltaX, deltaY }) => deltaX === 0 && currentTarget.scrollBy({ left: deltaY })}
      >
        {LIST_FILTERS.map((filter) => chip(filter, list.filters[filter], filter === "unread" ? unread.length : 0))}
        {folders.map(({ id, name: words }) => {
          const filter = folderFilter(id);
          return chip(filter, isolate(words), unread.filter((view) => isShown(view, filter, undefined)).length);
        })}
      </div>
      <IconButton className="sk-filter-edit" label={keep.folderEdit} onClick={() => setEditing("open")}>
        <FolderPen size={16} aria-hidden="true" />
      </IconButton>
      {editing !== "never" && (
        <Suspense fallback={null}>
          <FoldersDialog open={editing === "open"} onClose={() => setEditing("closed")} />
        </Suspense>
      )}
    </div>
  );
}

interface ChipProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onCheck: () => void;
  /** Of unread conversations in it. */
  readonly count: number;
  readonly children: ReactNode;
}

function Chip({ name, checked, onCheck, count, children }: ChipProps) {
  const formats = useFormats();
  return (
    <label className="sk-filter">
      <input
        className="sk-hidden"
        type="radio"
        name={name}
        checked={checked}
        onChange={({ currentTarget }) => {
          // one that stands half outside comes in
          currentTarget.parentElement?.scrollIntoView({ block: "nearest", inline: "center" });
          onCheck();
        }}
      />
      {children}
      {count > 0 && <span className="sk-filter-count">{formats.number(count)}</span>}
    </label>
  );
}
