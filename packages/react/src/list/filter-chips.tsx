import { useId } from "react";
import { useConversations } from "../hook/use-conversations.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { type ListFilter, LIST_FILTERS } from "./filter.ts";

export interface FilterChipsProps {
  readonly value: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

/** Over the list: which conversations it shows. Radio buttons, so that the arrows move among them and Tab passes by in one step. */
export function FilterChips({ value, onChange }: FilterChipsProps) {
  const { list } = useTexts();
  const formats = useFormats();
  const name = useId();
  const unread = useConversations().filter((view) => view.unread > 0).length;
  return (
    <div className="sk-filters" role="radiogroup" aria-label={list.filter}>
      {LIST_FILTERS.map((filter) => (
        <label key={filter} className="sk-filter">
          <input
            className="sk-hidden"
            type="radio"
            name={name}
            checked={filter === value}
            onChange={() => onChange(filter)}
          />
          {list.filters[filter]}
          {filter === "unread" && unread > 0 && <span className="sk-filter-count">{formats.number(unread)}</span>}
        </label>
      ))}
    </div>
  );
}
