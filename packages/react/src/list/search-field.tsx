import { Search, X } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import { IconButton } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";

export interface SearchFieldProps extends Omit<ComponentPropsWithRef<"input">, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The one field to search in. Escape empties it first, and only then goes further up. */
export function SearchField({ label, value, onChange, onKeyDown, ...input }: SearchFieldProps) {
  const { list } = useTexts();
  return (
    <div className="sk-search" role="search" aria-label={label}>
      <Search size={18} aria-hidden="true" />
      <input
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        {...input}
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onChange("");
          }
          onKeyDown?.(event);
        }}
      />
      {value !== "" && (
        <IconButton label={list.clearSearch} onClick={() => onChange("")}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
