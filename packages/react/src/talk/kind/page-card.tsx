import { type Bodies, safeHref } from "@skein/protocol";
import { Picture } from "../../file/picture.tsx";
import { SafeLink } from "../safe-link.tsx";

/** How wide it is, px; and how wide a picture is to its height: what goes beyond is cut off at its edges. */
const WIDTH = 320;
const RATIOS = { least: 1.4, most: 3 };

/** Under a text: what the page that it links to says of itself. */
export function PageCard({ page }: { readonly page: NonNullable<Bodies["text"]["preview"]> }) {
  const href = safeHref(page.url);
  // one that is not known yet, or that nobody should follow
  if (page.title === undefined || href === undefined) return null;
  const { image } = page;
  const ratio = Math.min(RATIOS.most, Math.max(RATIOS.least, (image?.width ?? 4) / (image?.height ?? 3)));
  return (
    <div className="sk-page">
      <SafeLink href={href}>
        {image && (
          <Picture file={image} width={WIDTH} alt="" className="sk-page-picture" style={{ aspectRatio: ratio }} />
        )}
        <span className="sk-page-site">{page.site ?? URL.parse(href)?.hostname}</span>
        <strong className="sk-page-title">{page.title}</strong>
        {page.text !== undefined && <span className="sk-page-text">{page.text}</span>}
      </SafeLink>
    </div>
  );
}
