import type { ReactNode } from "react";
import { followHere } from "../kit/follow-here.ts";
import { useLinks } from "../links.tsx";

export interface SafeLinkProps {
  /** Checked by the reader of the markup. */
  readonly href: string;
  readonly children: ReactNode;
}

/** Opens elsewhere, tells the other site nothing, and shows where it leads when the pointer rests. What leads into the app itself opens there. */
export function SafeLink({ href, children }: SafeLinkProps) {
  const open = useLinks().open?.(href);
  return (
    <a
      href={href}
      title={href}
      target={open ? undefined : "_blank"}
      rel="noopener noreferrer nofollow ugc"
      dir="auto"
      onClick={open && followHere(open)}
    >
      {children}
    </a>
  );
}
