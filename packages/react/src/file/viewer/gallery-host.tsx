import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import { useClient } from "../../provider.tsx";
import { Gallery, type GalleryStart } from "./gallery.ts";
import { piecesOf } from "./pieces.ts";

const Viewer = lazy(async () => ({ default: (await import("./viewer.tsx")).Viewer }));

export interface GalleryHostProps {
  /** Goes to a message in its talk; absent: there is no such way from here. */
  readonly onJump?: ((seq: number) => void) | undefined;
  /** What lies in one message has no others around it. */
  readonly alone?: boolean;
  readonly children: ReactNode;
}

/** Shows over what is below it, as large as the screen, the pictures that are opened there. */
export function GalleryHost({ onJump, alone = false, children }: GalleryHostProps) {
  const client = useClient();
  const [shown, setShown] = useState<{ readonly start: GalleryStart; readonly open: boolean; readonly turn: number }>();
  const open = useCallback(
    (start: GalleryStart) => {
      const loaded = (): GalleryStart["among"] =>
        client.conversation(start.conv).timeline.state.get().items.flatMap(piecesOf);
      const among = start.among ?? (alone ? piecesOf(start.item) : loaded());
      setShown((last) => ({ start: { ...start, ...(among && { among }) }, open: true, turn: (last?.turn ?? 0) + 1 }));
    },
    [client, alone],
  );
  return (
    <Gallery value={open}>
      {children}
      {shown && (
        <Suspense fallback={null}>
          <Viewer
            key={shown.turn}
            start={shown.start}
            open={shown.open}
            more={!alone}
            onClose={() => setShown({ ...shown, open: false })}
            onJump={onJump}
          />
        </Suspense>
      )}
    </Gallery>
  );
}
