import { directId } from "@skein/protocol";
import { BellRing } from "lucide-react";
import { lazy, Suspense } from "react";
import type { KeepAction } from "./row.ts";

const NotifyDialog = lazy(async () => ({ default: (await import("./notify-dialog.tsx")).NotifyDialog }));

/** Nobody tells of the saved messages. */
export const notifyAction: KeepAction = {
  id: "notify",
  icon: BellRing,
  label: ({ keep }) => keep.notify,
  offered: ({ id, peer }) => peer === undefined || id !== directId(peer, peer),
  run: ({ id }, { show }) =>
    show((props) => (
      <Suspense fallback={null}>
        <NotifyDialog {...props} id={id} />
      </Suspense>
    )),
};
