import type { ReactNode } from "react";

export interface SafeLinkProps {
  /** Checked by the reader of the markup. */
  readonly href: string;
  readonly children: ReactNode;
}

/** Opens elsewhere, tells the other site nothing, and shows where it leads when the pointer rests. */
export function SafeLink({ href, children }: SafeLinkProps) {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow ugc" dir="auto">
      {children}
    </a>
  );
}
