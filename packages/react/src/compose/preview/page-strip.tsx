import { Link, X } from "lucide-react";
import { IconButton } from "../../kit/button.tsx";
import { useTexts } from "../../text/language.tsx";
import type { LinkedPage } from "./use-page.ts";

/** Above the field: the page that will stand under the message, and the way to leave it out. */
export function PageStrip({ page, leaveOut }: LinkedPage) {
  const { compose } = useTexts();
  if (!page) return null;
  return (
    <div className="sk-target" role="group" aria-label={compose.page}>
      <Link size={18} aria-hidden="true" />
      <div className="sk-quote">
        <strong className="sk-page-title" dir="auto">
          {page.title}
        </strong>
        <span className="sk-quote-words" dir="auto">
          {page.text ?? page.site ?? page.url}
        </span>
      </div>
      <IconButton label={compose.withoutPage} onClick={leaveOut}>
        <X size={18} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
