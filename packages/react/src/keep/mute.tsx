import { Bell, BellOff } from "lucide-react";
import { lazy, Suspense } from "react";
import { isQuiet } from "./quiet.ts";
import type { KeepAction } from "./row.ts";

const MuteDialog = lazy(async () => ({ default: (await import("./mute-dialog.tsx")).MuteDialog }));

export const muteAction: KeepAction = {
  id: "mute",
  icon: BellOff,
  swipe: true,
  label: ({ keep }) => keep.mute,
  offered: (view, { now }) => !isQuiet(view, now),
  run: ({ id }, { show }) =>
    show((props) => (
      <Suspense fallback={null}>
        <MuteDialog {...props} id={id} />
      </Suspense>
    )),
};

export const unmuteAction: KeepAction = {
  id: "unmute",
  icon: Bell,
  swipe: true,
  label: ({ keep }) => keep.unmute,
  offered: (view, { now }) => isQuiet(view, now),
  run: ({ id }, { client }) => client.conversation(id).keep({ quiet: 0 }),
};
