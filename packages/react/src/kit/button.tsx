import type { ComponentPropsWithRef, ReactNode } from "react";
import { classes } from "./classes.ts";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
  /** `primary` once a screen at most; `plain` for the rest; `quiet` without a frame; `danger` for what cannot be undone. */
  readonly look?: "primary" | "plain" | "quiet" | "danger";
  /** Shows that it is at work and ignores presses, without losing the focus as `disabled` would. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
}

export function Button({ look = "plain", busy = false, icon, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes("sk-button", `sk-button-${look}`, className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="sk-spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "aria-label" | "title" | "children"> {
  /** What it does: read aloud, and shown when the pointer rests. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className={classes("sk-icon-button", className)} aria-label={label} title={label}>
      {children}
    </button>
  );
}
