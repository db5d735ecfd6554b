import { type Bodies, safeHref } from "@skein/protocol";
import { SafeLink } from "../safe-link.tsx";

/** Under a text: what the page that it links to says of itself. */
export function PageCard({ page }: { readonly page: NonNullable<Bodies["text"]["preview"]> }) {
  const href = safeHref(page.url);
  // one that is not known yet, or that nobody should follow
  if (page.title === undefined || href === undefined) return null;
  return (
    <div className="sk-page">
      <SafeLink href={href}>
        <span className="sk-page-site">{page.site ?? URL.parse(href)?.hostname}</span>
        <strong className="sk-page-title">{page.title}</strong>
        {page.text !== undefined && <span className="sk-page-text">{page.text}</span>}
      </SafeLink>
    </div>
  );
}
