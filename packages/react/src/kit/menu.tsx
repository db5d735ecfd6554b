import { Menu as Parts } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { classes } from "./classes.ts";
import { useSurface } from "./surface.tsx";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly actions: readonly MenuAction[];
  readonly align?: "start" | "end";
}

/** A button's menu. */
export function Menu({ trigger, actions, align = "end" }: MenuProps) {
  return (
    <Parts.Root>
      <Parts.Trigger render={trigger} />
      <Popup actions={actions} align={align} />
    </Parts.Root>
  );
}

/** Where a floating menu opens: an element, or a point in the window. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

export interface PlacedMenuProps {
  /** Open while there is a place. */
  readonly place: MenuPlace | undefined;
  readonly onClose: () => void;
  readonly actions: readonly MenuAction[];
  /** Items that stand side by side above the others. */
  readonly quick?: readonly MenuAction[];
}

/** One menu shared by all rows of a list, opened at the row or the pointer: a thousand rows do not carry a thousand menus. */
export function PlacedMenu({ place, onClose, actions, quick = [] }: PlacedMenuProps) {
  return (
    <Parts.Root open={place !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Popup
        actions={actions}
        quick={quick}
        align="start"
        {...(place && { anchor: place instanceof Element ? place : pointAnchor(place) })}
      />
    </Parts.Root>
  );
}

function pointAnchor({ x, y }: { readonly x: number; readonly y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

interface PopupProps {
  readonly quick?: readonly MenuAction[];
  readonly actions: readonly MenuAction[];
  readonly align: "start" | "end";
  readonly anchor?: Element | ReturnType<typeof pointAnchor>;
}

function Popup({ actions, quick = [], align, anchor }: PopupProps) {
  const surface = useSurface();
  return (
    <Parts.Portal {...surface}>
      <Parts.Positioner
        className="sk-popup-place"
        align={align}
        sideOffset={4}
        collisionPadding={8}
        {...(anchor && { anchor })}
      >
        <Parts.Popup className="sk-menu">
          {quick.length > 0 && (
            <Parts.Group className="sk-menu-quick">
              {quick.map(({ id, label, icon, onSelect }) => (
                <Parts.Item key={id} className="sk-menu-item" aria-label={label} onClick={onSelect}>
                  {icon}
                </Parts.Item>
              ))}
            </Parts.Group>
          )}
          {actions.map(({ id, label, icon, danger = false, onSelect }) => (
            <Parts.Item key={id} className={classes("sk-menu-item", danger && "sk-menu-danger")} onClick={onSelect}>
              {icon}
              {label}
            </Parts.Item>
          ))}
        </Parts.Popup>
      </Parts.Positioner>
    </Parts.Portal>
  );
}
