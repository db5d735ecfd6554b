import { type KeyboardEvent, useRef, useState } from "react";
import { useGestures } from "../file/viewer/use-gestures.ts";
import { LARGEST_SCALE, type View, WHOLE, within, zoomed } from "../file/viewer/zoom.ts";
import { useOnline } from "../hook/use-connection.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useAction } from "../kit/use-action.ts";
import { useTexts } from "../text/language.tsx";
import { covering, cropped } from "./crop.ts";

export interface CropDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly image: HTMLImageElement;
  /** Takes what was cut out to where it belongs; closes when that is done. */
  readonly onCropped: (blob: Blob, signal: AbortSignal, progress: (percent: number) => void) => Promise<void>;
}

/** Edge of the frame, and of the small one that shows how it looks in lists, px. */
const FRAME = 264;
const SMALL = 48;
/** What an arrow key moves, px; and what + and - make larger. */
const STEP = 12;
const CLOSER = 1.15;
const MIDDLE = { x: 0, y: 0 };

const MOVES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};
const ZOOMS: Readonly<Record<string, number>> = { "+": CLOSER, "=": CLOSER, "-": 1 / CLOSER };

/** Which square of a picture is shown of it: drawn and made larger by fingers, a mouse or keys. */
export function CropDialog({ open, onClose, image, onCropped }: CropDialogProps) {
  const { face, files, kit } = useTexts();
  const online = useOnline();
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>(WHOLE);
  const [percent, setPercent] = useState<number>();
  const leaving = useRef(new AbortController());
  const natural = { width: image.naturalWidth, height: image.naturalHeight };
  const size = covering(natural, FRAME);
  const show = (next: View): void => setView(within(next, size, { width: FRAME, height: FRAME }));
  const gestures = useGestures({ frame, view, onView: show, pans: true });
  const save = useAction(async () => {
    try {
      await onCropped(await cropped(image, FRAME, view), leaving.current.signal, setPercent);
    } finally {
      setPercent(undefined);
    }
  });
  const close = (): void => {
    leaving.current.abort();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    const factor = ZOOMS[event.key];
    if (!move && factor === undefined) return;
    event.preventDefault();
    if (move) show({ ...view, x: view.x + move[0], y: view.y + move[1] });
    if (factor !== undefined) show(zoomed(view, factor, MIDDLE));
  };
  const seen = (edge: number) => {
    const by = edge / FRAME;
    return (
      <img
        src={image.src}
        alt=""
        draggable={false}
        style={{
          inlineSize: size.width * by,
          blockSize: size.height * by,
          transform: `translate(-50%, -50%) translate(${view.x * by}px, ${view.y * by}px) scale(${view.scale})`,
        }}
      />
    );
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={face.cropTitle}
      size="small"
      actions={
        <>
          <Button onClick={close}>{kit.cancel}</Button>
          <Button look="primary" busy={save.busy} disabled={!online} onClick={save.run}>
            {face.use}
          </Button>
        </>
      }
    >
      <div className="sk-crop">
        <div
          className="sk-crop-frame"
          ref={frame}
          role="application"
          tabIndex={0}
          aria-label={face.part}
          aria-describedby="sk-crop-hint"
          onKeyDown={onKeyDown}
          {...gestures}
        >
          {seen(FRAME)}
        </div>
        <label className="sk-crop-zoom">
          <span>{files.zoomIn}</span>
          <input
            type="range"
            min={1}
            max={LARGEST_SCALE}
            step="any"
            value={view.scale}
            onChange={(event) => show(zoomed(view, event.currentTarget.valueAsNumber / view.scale, MIDDLE))}
          />
          <span className="sk-crop-small" aria-hidden="true">
            {seen(SMALL)}
          </span>
        </label>
        <p className="sk-field-hint" id="sk-crop-hint">
          {face.cropHint}
        </p>
        {!online && (
          <p className="sk-field-hint" role="status">
            {kit.offline}
          </p>
        )}
        {percent !== undefined && (
          <p className="sk-field-hint" role="status">
            {files.sending(percent)}
          </p>
        )}
        {save.error && (
          <p className="sk-field-error" role="alert">
            {save.error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
