import type { ReactNode } from "react";
import { useTexts } from "../text/language.tsx";
import { useSurface } from "../kit/surface.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { useListWidth } from "./use-list-width.ts";

export interface PanesProps {
  readonly list: ReactNode;
  /** The talk or page beside the list; the only pane in sight on a phone while it is given. */
  readonly main: ReactNode;
  /** Whether `main` is what one came for, or only fills the room beside the list. */
  readonly mainOpen: boolean;
  readonly details?: ReactNode;
  /** The details are something to read and write in. */
  readonly wide?: boolean;
}

/**
 * List, talk and details: three panes on a desktop, two in between, one on a phone. It asks its own width, not the window's,
 * so that it works in a corner of another page too. No landmarks of its own: it may stand in a page that has them.
 */
export function Panes({ list, main, mainOpen, details, wide = false }: PanesProps) {
  const texts = useTexts();
  const surface = useSurface();
  const width = useListWidth();
  return (
    <div
      {...surface}
      className={`${surface.className} sk-panes`}
      data-main={mainOpen || undefined}
      data-details={details ? (wide ? "wide" : "") : undefined}
    >
      <ConnectionLine />
      <div className="sk-panes-row" style={{ "--sk-list-width": `${width.px}px` }}>
        <div className="sk-pane-list">{list}</div>
        <div
          className="sk-panes-edge"
          role="separator"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={texts.list.resize}
          aria-valuemin={width.min}
          aria-valuemax={width.max}
          aria-valuenow={width.px}
          {...width.edge}
        />
        <div className="sk-pane-main">{main}</div>
        {details && <div className="sk-pane-details">{details}</div>}
      </div>
    </div>
  );
}
