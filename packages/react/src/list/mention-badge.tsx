import { AtSign } from "lucide-react";
import { useTexts } from "../text/language.tsx";

/** Beside the number of what is unread: some of it mentions the reader. Nothing for none. */
export function MentionBadge({ count }: { readonly count: number }) {
  const { mention } = useTexts().message;
  if (count === 0) return null;
  return (
    <span className="sk-badge sk-badge-mention">
      <AtSign size={14} strokeWidth={2.5} aria-hidden="true" />
      <span className="sk-hidden">{mention.unread(count)}</span>
    </span>
  );
}
