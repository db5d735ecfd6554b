import type { ConversationView } from "@skein/client";
import { useNow } from "../hook/use-now.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { isQuiet } from "./quiet.ts";
import { useKeep } from "./use-keep.tsx";

const SHOWN: ReadonlySet<string> = new Set(["pin", "unpin", "mute", "unmute", "archive", "unarchive", "clear"]);

/** In a conversation's details: how one keeps it, at a glance. */
export function KeepTiles({ view }: { readonly view: ConversationView }) {
  const texts = useTexts();
  const keep = useKeep();
  const formats = useFormats();
  const now = useNow();
  const quietUntil = isQuiet(view, now) ? formats.until(view.quiet ?? 0, now) : undefined;
  return (
    <>
      <div className="sk-keep-tiles" role="group" aria-label={texts.keep.menu}>
        {keep
          .actions(view, ({ id }) => SHOWN.has(id))
          .map(({ id, label, icon, onSelect }) => (
            // What takes something back stands in its place, so the focus stays.
            <button key={id.replace(/^un/, "")} type="button" className="sk-keep-tile" onClick={onSelect}>
              {icon}
              {label}
            </button>
          ))}
      </div>
      {quietUntil !== undefined && <p className="sk-keep-note">{texts.keep.mutedUntil(quietUntil)}</p>}
      {keep.dialog}
    </>
  );
}
