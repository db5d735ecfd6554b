import { Eye } from "lucide-react";
import { useFormats, useTexts } from "../text/language.tsx";
import { useViews } from "./use-views.ts";

/** How many have read a message of a channel. */
export function Views({ id, seq }: { readonly id: string; readonly seq: number }) {
  const formats = useFormats();
  const { doors } = useTexts();
  const views = useViews(id, seq);
  // Its room is kept, so that the line does not move when the number comes.
  return (
    <span className="sk-views" title={views === undefined ? undefined : doors.viewed(views)}>
      <Eye size={14} aria-hidden="true" />
      <span aria-hidden="true">{views === undefined ? "–" : formats.number(views)}</span>
      {views !== undefined && <span className="sk-hidden">{doors.viewed(views)}</span>}
    </span>
  );
}
