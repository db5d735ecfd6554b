import type { SearchHit } from "@skein/client";

/** Words with what was found in them marked. */
export function Marked({ text, marks }: SearchHit["excerpt"]) {
  const parts = [];
  let at = 0;
  for (const [from = 0, to = 0] of marks) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className="sk-found">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <span dir="auto">
      {parts}
      {text.slice(at)}
    </span>
  );
}
