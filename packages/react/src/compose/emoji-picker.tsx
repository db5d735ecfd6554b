import { useRef, useState, type KeyboardEvent } from "react";
import { beginHere } from "../kit/begin-here.ts";
import { SearchField } from "../list/search-field.tsx";
import { useTexts } from "../text/language.tsx";
import { EMOJI, type Emoji, type EmojiCategory, findEmoji } from "./emoji/emoji.ts";
import { recentEmoji, usedEmoji } from "./recent-emoji.ts";

export interface EmojiPickerProps {
  /** `stay`: Shift was held, to pick several. */
  readonly onPick: (emoji: string, stay: boolean) => void;
}

const COLUMNS = 8;

/** Emoji by category, found by their English or Chinese names; the arrows walk the grid. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const { emoji: texts } = useTexts();
  const [query, setQuery] = useState("");
  const [recent] = useState(recentEmoji);
  const grid = useRef<HTMLDivElement>(null);
  const groups: readonly (readonly [string, readonly Emoji[]])[] =
    query.trim() !== ""
      ? [[texts.search, findEmoji(query)]]
      : [
          ...(recent.length > 0 ? [[texts.recent, recent] as const] : []),
          ...(Object.entries(EMOJI) as [EmojiCategory, readonly Emoji[]][]).map(
            ([category, all]) => [texts.categories[category], all] as const,
          ),
        ];
  const pick = (sign: string, stay: boolean): void => {
    usedEmoji(sign);
    onPick(sign, stay);
  };
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const all = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = all.findIndex((button) => button === event.target);
    const next = step === undefined || at < 0 ? undefined : all[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <SearchField
        ref={beginHere}
        label={texts.search}
        value={query}
        onChange={setQuery}
        onKeyDown={(event) => {
          const first = grid.current?.querySelector("button");
          if (event.key === "ArrowDown" && first) {
            event.preventDefault();
            first.focus();
          }
          if (event.key === "Enter" && first && !event.nativeEvent.isComposing) {
            event.preventDefault();
            pick(first.textContent ?? "", event.shiftKey);
          }
        }}
      />
      <div className="sk-emoji-groups sk-scroll" ref={grid} role="group" aria-label={texts.search} onKeyDown={move}>
        {groups.map(([name, all], group) => (
          <section key={name} aria-label={name}>
            <h3 className="sk-section">{name}</h3>
            <div className="sk-emoji-grid">
              {all.map(({ sign, names }, index) => (
                <button
                  key={sign}
                  type="button"
                  // One stop for Tab, the arrows do the rest.
                  tabIndex={group === 0 && index === 0 ? 0 : -1}
                  title={names.join(", ")}
                  aria-label={names.join(", ")}
                  onClick={(event) => pick(sign, event.shiftKey)}
                >
                  {sign}
                </button>
              ))}
            </div>
          </section>
        ))}
        {groups.every(([, all]) => all.length === 0) && <p className="sk-aside">{texts.none}</p>}
      </div>
    </>
  );
}
