import type { ConversationView } from "@skein/client";
import { Suspense, useState, type ComponentType } from "react";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelRow, type PanelRowProps } from "./panel-row.tsx";

export interface PanelOpenerProps extends Omit<PanelRowProps, "onClick"> {
  readonly view: ConversationView;
  /** Loaded when it is opened first. */
  readonly Opens: ComponentType<PanelDialogProps>;
}

/** A row of the panel with the dialog that it opens. */
export function PanelOpener({ view, Opens, ...row }: PanelOpenerProps) {
  // mounted with the first opening, and then kept for its fading
  const [open, setOpen] = useState<boolean>();
  return (
    <>
      <PanelRow {...row} onClick={() => setOpen(true)} />
      {open !== undefined && (
        <Suspense fallback={null}>
          <Opens view={view} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
