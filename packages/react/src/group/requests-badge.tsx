import type { ConversationView } from "@skein/client";
import { UserRoundPlus } from "lucide-react";
import { useFormats, useTexts } from "../text/language.tsx";

/** How many ask to come into a group, for those who may let them; nothing for none. */
export function RequestsBadge({ view: { requests = 0 } }: { readonly view: Pick<ConversationView, "requests"> }) {
  const formats = useFormats();
  const { doors } = useTexts();
  if (requests === 0) return null;
  return (
    <span className="sk-badge sk-badge-asking" title={doors.requestsWaiting(requests)}>
      <span aria-hidden="true">
        <UserRoundPlus size={12} strokeWidth={2.5} />
        {formats.number(requests)}
      </span>
      <span className="sk-hidden">{doors.requestsWaiting(requests)}</span>
    </span>
  );
}
