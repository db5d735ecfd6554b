import type { ReactNode } from "react";
import { classes } from "../kit/classes.ts";
import { RowButton } from "../kit/row.tsx";

export interface PanelRowProps {
  /** 18 px, hidden from screen readers. */
  readonly icon: ReactNode;
  readonly title: string;
  /** What is set now, in a few words. */
  readonly detail?: ReactNode;
  /** At the end: a count. */
  readonly end?: ReactNode;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

/** A row of the panel that opens a dialog of its own. */
export function PanelRow({ icon, title, detail, end, danger = false, onClick }: PanelRowProps) {
  return (
    <RowButton
      className={classes("sk-panel-row", danger && "sk-panel-danger")}
      leading={icon}
      title={title}
      titleEnd={end}
      detail={detail}
      onClick={onClick}
    />
  );
}
