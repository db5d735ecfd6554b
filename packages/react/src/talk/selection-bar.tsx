import { X } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";
import { MESSAGE_ACTIONS } from "./actions/actions.ts";
import { useActionPlace } from "./actions/use-action-place.ts";
import { useTalk, useTalkNow } from "./talk-state.tsx";

/** In the place of the field to write in while one chooses messages: what can be done with all of them. */
export function SelectionBar() {
  const texts = useTexts();
  const { endSelection } = useTalk();
  const { selected } = useTalkNow();
  const place = useActionPlace();
  const items = [...(selected?.values() ?? [])].toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  return (
    <div
      className="sk-selection"
      role="toolbar"
      tabIndex={-1}
      aria-label={texts.message.selection}
      onKeyDown={(event) => event.key === "Escape" && endSelection()}
    >
      <IconButton label={texts.kit.cancel} onClick={endSelection}>
        <X size={20} aria-hidden="true" />
      </IconButton>
      <span role="status">{texts.message.selected(items.length)}</span>
      <span className="sk-selection-space" />
      {MESSAGE_ACTIONS.map(({ id, icon: Icon, label, many }) =>
        many ? (
          <IconButton
            key={id}
            label={label(texts)}
            disabled={items.length === 0 || !many.offered(items, place)}
            onClick={() => many.run(items, place)}
          >
            <Icon size={20} aria-hidden="true" />
          </IconButton>
        ) : null,
      )}
    </div>
  );
}
