import { Suspense, useCallback } from "react";
import { useTalk, useTalkNow } from "../../talk/talk-state.tsx";
import { useThreadRoot } from "../../thread/thread-door.ts";
import { Tray } from "./late-tray.tsx";

/** Shows files before they are sent, with what stands in the field as their caption. */
export function useTray(words: string, onSent: () => void): (files: readonly File[]) => void {
  const { id, show, setTarget } = useTalk();
  const { target } = useTalkNow();
  const thread = useThreadRoot();
  const editing = target?.mode === "edit";
  const reply = editing ? undefined : target?.item.seq;
  return useCallback(
    (files) =>
      show(({ open, onClose }) => (
        <Suspense fallback={null}>
          <Tray
            {...{ id, open, onClose, reply, thread }}
            first={files}
            words={editing ? "" : words}
            onSent={() => {
              if (editing) return;
              setTarget(undefined);
              onSent();
            }}
          />
        </Suspense>
      )),
    [id, show, setTarget, reply, thread, editing, words, onSent],
  );
}
