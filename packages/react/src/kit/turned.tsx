import { useEffect, useRef, type ReactNode } from "react";

export interface TurnedProps {
  /** Which page of the dialog is open. */
  readonly page: string;
  readonly children: ReactNode;
}

/** A page of a dialog that has several: when it turns, the focus goes along, as the button that was pressed is no longer there. */
export function Turned({ page, children }: TurnedProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    // a field the page begins with has it by now
    if (!sheet.current?.contains(document.activeElement)) sheet.current?.focus({ preventScroll: true });
  }, [page]);
  return (
    <div className="sk-turned" ref={sheet} tabIndex={-1}>
      {children}
    </div>
  );
}
