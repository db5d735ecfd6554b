import { type KeyboardEvent, useRef } from "react";
import { useGestures } from "../file/viewer/use-gestures.ts";
import { LARGEST_SCALE, type View, within, zoomed } from "../file/viewer/zoom.ts";
import { useTexts } from "../text/language.tsx";
import { covering } from "./crop.ts";

export interface CropFrameProps {
  readonly image: HTMLImageElement;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Edge of the frame, and of the small one that shows how it looks in lists, px. */
export const FRAME = 264;
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

/** The picture behind a square frame: moved and made larger by fingers, a mouse or keys. */
export function CropFrame({ image, view, onView }: CropFrameProps) {
  const { face } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  const size = covering({ width: image.naturalWidth, height: image.naturalHeight }, FRAME);
  const show = (next: View): void => onView(within(next, size, { width: FRAME, height: FRAME }));
  const gestures = useGestures({ frame, view, onView: show, pans: true });
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
  // what has no mouse has neither its wheel nor keys
  const touched = matchMedia("(pointer: coarse)").matches;
  return (
    <>
      <div
        className="sk-crop-frame"
        ref={frame}
        role="application"
        data-begin
        tabIndex={0}
        aria-label={face.part}
        aria-describedby="sk-crop-hint"
        onKeyDown={onKeyDown}
        {...gestures}
      >
        {seen(FRAME)}
      </div>
      <label className="sk-crop-zoom">
        <span>{face.zoom}</span>
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
        {touched ? face.cropHintTouch : face.cropHint}
      </p>
    </>
  );
}
