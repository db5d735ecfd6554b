import { Dialog, isolate, SearchField, useWatch } from "@skein/react";
import { useId, useState, type KeyboardEvent } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { type Destination, type DestinationsInput, useDestinations } from "./use-destinations.tsx";

export interface PaletteProps extends DestinationsInput {
  readonly onClose: () => void;
}

/** Goes anywhere: people, conversations, pages. The focus stays in the field; the arrows move the choice. */
export function Palette({ onClose, ...input }: PaletteProps) {
  const { palette: texts } = useAppTexts();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const { groups, searching } = useDestinations(query, input);
  const all = groups.flatMap(({ destinations }) => destinations);
  const chosen = all[Math.min(at, all.length - 1)];
  useWatch(all.flatMap(({ watch }) => watch ?? []));
  const go = (destination: Destination | undefined): void => {
    if (!destination) return;
    onClose();
    destination.go();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, all.length - 1) + step + all.length) % all.length);
    }
    if (event.key === "Enter") {
      // What opens may take the focus at once: the key must not be typed there as well.
      event.preventDefault();
      go(chosen);
    }
  };
  return (
    <Dialog open onClose={onClose} title={texts.title} bare size="tall">
      <SearchField
        label={texts.search}
        value={query}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        onChange={(next) => {
          setQuery(next);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {all.length === 0 && !searching && (
        <p className="sk-aside" role="status">
          {texts.nothing(isolate(query.trim()))}
        </p>
      )}
      <div className="palette-list sk-scroll" id={`${id}-list`} role="listbox" aria-label={texts.title} tabIndex={-1}>
        {groups.map(({ name, destinations }) => (
          <div key={name} role="group" aria-label={name}>
            <h3 className="sk-section" role="presentation">
              {name}
            </h3>
            {destinations.map((destination) => (
              <button
                type="button"
                key={destination.id}
                id={`${id}-${destination.id}`}
                className="sk-row sk-row-press"
                role="option"
                tabIndex={-1}
                aria-selected={destination === chosen}
                ref={destination === chosen ? intoView : undefined}
                onClick={() => go(destination)}
                onMouseMove={() => setAt(all.indexOf(destination))}
              >
                {destination.view}
              </button>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

const intoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: "nearest" });
