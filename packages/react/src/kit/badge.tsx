import { useFormats, useTexts } from "../text/language.tsx";

/** How many are unread; nothing for none. `quiet`: it calls for nobody. */
export function Badge({ count, quiet = false }: { readonly count: number; readonly quiet?: boolean }) {
  const formats = useFormats();
  const texts = useTexts();
  if (count <= 0) return null;
  return (
    <span className="sk-badge" data-quiet={quiet || undefined}>
      <span aria-hidden="true">{count > 999 ? `${formats.number(999)}+` : formats.number(count)}</span>
      <span className="sk-hidden">{texts.list.unread(count)}</span>
    </span>
  );
}
