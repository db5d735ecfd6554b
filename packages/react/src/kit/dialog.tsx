import { Dialog as Parts } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { useTexts } from "../text/language.tsx";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import { useSurface } from "./surface.tsx";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Hides the title bar but keeps its name for screen readers: for surfaces that begin with a search field. */
  readonly bare?: boolean;
  readonly size?: "small" | "medium" | "tall";
  readonly children: ReactNode;
  /** Stays in sight under what scrolls. */
  readonly actions?: ReactNode;
}

/** The one dialog: centred on a desktop, a sheet from below on a phone. Escape and a press outside close it. */
export function Dialog({ open, onClose, title, bare = false, size = "medium", children, actions }: DialogProps) {
  const texts = useTexts();
  const surface = useSurface();
  const popup = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Parts.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Parts.Portal {...surface}>
        <Parts.Backdrop className="sk-backdrop" />
        <Parts.Popup
          className={classes("sk-dialog", `sk-dialog-${size}`)}
          ref={popup}
          initialFocus={() => firstField(body.current) ?? popup.current}
        >
          <header className={bare ? "sk-hidden" : "sk-dialog-bar"}>
            <Parts.Title className="sk-dialog-title">{title}</Parts.Title>
            <Parts.Close
              render={
                <IconButton label={texts.kit.close}>
                  <X size={20} aria-hidden="true" />
                </IconButton>
              }
            />
          </header>
          <div className="sk-dialog-body sk-scroll" ref={body}>
            {children}
          </div>
          {actions && <footer className="sk-dialog-actions">{actions}</footer>}
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}

/**
 * Where one begins to type, or to choose: what says so of itself (`data-begin`), else the first field. None on a phone, where the
 * keyboard would cover what the dialog shows: it begins at the dialog itself then, as the first button, which closes it, is not what
 * one came for. The field gets the focus here and now: the dialog would wait for the
 * next frame, and on a busy machine the first letters would be lost.
 */
function firstField(body: HTMLElement | null): HTMLElement | true | undefined {
  if (!matchMedia("(hover: hover)").matches) return undefined;
  const field =
    body?.querySelector<HTMLElement>("[data-begin]") ??
    body?.querySelector<HTMLElement>("input:not([type=radio], [type=file]), textarea") ??
    body?.querySelector<HTMLElement>("input[type=radio]:checked");
  field?.focus({ preventScroll: true });
  return field ?? true;
}
