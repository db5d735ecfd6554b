import type { MouseEvent, ReactNode } from "react";
import { useLinks } from "../links.tsx";

export interface SafeLinkProps {
  /** Checked by the reader of the markup. */
  readonly href: string;
  readonly children: ReactNode;
}

/** Opens elsewhere, tells the other site nothing, and shows where it leads when the pointer rests. What leads into the app itself opens there. */
export function SafeLink({ href, children }: SafeLinkProps) {
  const open = useLinks().open?.(href);
  const follow = (event: MouseEvent): void => {
    // Other presses (new tab, new window, download) belong to the browser.
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  };
  return (
    <a
      href={href}
      title={href}
      target={open ? undefined : "_blank"}
      rel="noopener noreferrer nofollow ugc"
      dir="auto"
      onClick={follow}
    >
      {children}
    </a>
  );
}
