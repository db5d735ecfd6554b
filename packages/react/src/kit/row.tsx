import type { ComponentPropsWithRef, ReactNode } from "react";
import { classes } from "./classes.ts";

export interface RowParts {
  readonly leading?: ReactNode;
  readonly title: ReactNode;
  /** Beside the title, at the end: a time. */
  readonly titleEnd?: ReactNode;
  readonly detail?: ReactNode;
  /** Beside the detail, at the end: a badge. */
  readonly detailEnd?: ReactNode;
  /** After both lines: a control. */
  readonly trailing?: ReactNode;
}

/** What is inside of every row of every list. */
function RowBody({ leading, title, titleEnd, detail, detailEnd }: RowParts) {
  return (
    <>
      {leading}
      <span className="sk-row-lines">
        <span className="sk-row-line">
          <span className="sk-row-title">{title}</span>
          {titleEnd && <span className="sk-row-end">{titleEnd}</span>}
        </span>
        {(detail || detailEnd) && (
          <span className="sk-row-line">
            <span className="sk-row-detail">{detail}</span>
            {detailEnd && <span className="sk-row-end">{detailEnd}</span>}
          </span>
        )}
      </span>
    </>
  );
}

/** A row that is only read, or holds controls of its own in `trailing`. */
export function Row(parts: RowParts) {
  return (
    <div className="sk-row">
      <RowBody {...parts} />
      {parts.trailing}
    </div>
  );
}

export interface RowLinkProps extends RowParts, Omit<ComponentPropsWithRef<"a">, "title"> {
  readonly current?: boolean;
}

/** A row that leads somewhere: a real link, so that it opens in a new tab as links do. */
export function RowLink({
  leading,
  title,
  titleEnd,
  detail,
  detailEnd,
  trailing,
  current = false,
  className,
  ...link
}: RowLinkProps) {
  return (
    <a
      {...link}
      data-row
      className={classes("sk-row", "sk-row-press", className)}
      aria-current={current ? "page" : undefined}
    >
      <RowBody leading={leading} title={title} titleEnd={titleEnd} detail={detail} detailEnd={detailEnd} />
      {trailing}
    </a>
  );
}

export interface RowButtonProps extends RowParts, Omit<ComponentPropsWithRef<"button">, "title"> {}

/** A row that does something. */
export function RowButton({
  leading,
  title,
  titleEnd,
  detail,
  detailEnd,
  trailing,
  className,
  ...button
}: RowButtonProps) {
  return (
    <button type="button" {...button} data-row className={classes("sk-row", "sk-row-press", className)}>
      <RowBody leading={leading} title={title} titleEnd={titleEnd} detail={detail} detailEnd={detailEnd} />
      {trailing}
    </button>
  );
}
