import { Dialog as Parts } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, MessageSquareText, RotateCw, X, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useIsMe } from "../../hook/use-me.ts";
import { useNameHere } from "../../hook/use-name-here.ts";
import { IconButton } from "../../kit/button.tsx";
import { useSurface } from "../../kit/surface.tsx";
import { MarkupView } from "../../talk/markup-view.tsx";
import { useFormats, useTexts } from "../../text/language.tsx";
import { useSave } from "../use-save.ts";
import type { GalleryStart } from "./gallery.ts";
import type { Piece } from "./pieces.ts";
import { Stage } from "./stage.tsx";
import { usePieces } from "./use-pieces.ts";
import { LARGEST_SCALE, type View, WHOLE, zoomed } from "./zoom.ts";

export interface ViewerProps {
  readonly start: GalleryStart;
  readonly open: boolean;
  /** All others of the conversation are read as one goes there. */
  readonly more: boolean;
  readonly onClose: () => void;
  readonly onJump?: ((seq: number) => void) | undefined;
}

const STEP = 1.6;

/** Pictures and videos one by one, as large as the screen: keys, fingers and the mouse go on, nearer and around. */
export function Viewer({ start, open, more, onClose, onJump }: ViewerProps) {
  const { files, kit } = useTexts();
  const surface = useSurface();
  const popup = useRef<HTMLDivElement>(null);
  const pieces = usePieces(start, more);
  const { all, at, go } = pieces;
  const piece = all[at];
  // each begins whole and upright
  const [look, setLook] = useState<{ readonly key?: string; readonly view: View; readonly quarters: number }>({
    view: WHOLE,
    quarters: 0,
  });
  const mine = look.key === piece?.key ? look : { view: WHOLE, quarters: 0 };
  const change = (next: Partial<Pick<typeof look, "view" | "quarters">>): void =>
    setLook({ ...mine, ...next, ...(piece && { key: piece.key }) });
  const zoom = (factor: number): void => change({ view: zoomed(mine.view, factor, { x: 0, y: 0 }) });
  const rotate = (): void => change({ view: WHOLE, quarters: mine.quarters + 1 });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target instanceof HTMLVideoElement) return;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const act = {
      ArrowLeft: () => go(-rtl),
      ArrowRight: () => go(rtl),
      "+": () => zoom(STEP),
      "=": () => zoom(STEP),
      "-": () => zoom(1 / STEP),
      "0": () => change({ view: WHOLE }),
      r: rotate,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <Parts.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Parts.Portal {...surface}>
        <Parts.Popup className="sk-viewer" ref={popup} initialFocus={popup} onKeyDown={onKeyDown}>
          <Parts.Title className="sk-hidden">{files.viewer}</Parts.Title>
          {piece && (
            <>
              <header className="sk-viewer-bar">
                <Credits conv={start.conv} piece={piece} />
                <p className="sk-viewer-place" role="status">
                  {/* not before it is known how many come before it */}
                  {!pieces.more.older && files.place(at + 1, all.length, pieces.more.newer)}
                </p>
                <Tools
                  piece={piece}
                  scale={mine.view.scale}
                  onZoom={zoom}
                  onRotate={rotate}
                  onJump={
                    onJump &&
                    ((seq) => {
                      onClose();
                      onJump(seq);
                    })
                  }
                />
                <Parts.Close
                  render={
                    <IconButton label={kit.close}>
                      <X size={22} aria-hidden="true" />
                    </IconButton>
                  }
                />
              </header>
              <div className="sk-viewer-body">
                <Stage
                  key={piece.key}
                  piece={piece}
                  {...mine}
                  onView={(view) => change({ view })}
                  onSwipe={(where) => (where === "away" ? onClose() : go(where === "next" ? 1 : -1))}
                />
                {at > 0 && (
                  <IconButton
                    className="sk-viewer-step"
                    data-side="start"
                    label={files.previous}
                    onClick={() => go(-1)}
                  >
                    <ChevronLeft size={28} aria-hidden="true" />
                  </IconButton>
                )}
                {at < all.length - 1 && (
                  <IconButton className="sk-viewer-step" data-side="end" label={files.next} onClick={() => go(1)}>
                    <ChevronRight size={28} aria-hidden="true" />
                  </IconButton>
                )}
              </div>
              {piece.caption !== undefined && (
                <div className="sk-viewer-caption sk-scroll">
                  <MarkupView text={piece.caption} end={null} />
                </div>
              )}
            </>
          )}
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}

/** Whose it is, and of when. */
function Credits({ conv, piece }: { readonly conv: string; readonly piece: Piece }) {
  const { kit } = useTexts();
  const formats = useFormats();
  const own = useIsMe(piece.from);
  const { name } = useNameHere(conv, piece.from);
  return (
    <div className="sk-viewer-credits">
      <p>
        <bdi>{own ? kit.you : name}</bdi>
      </p>
      <time dateTime={new Date(piece.at).toISOString()}>{formats.moment(piece.at)}</time>
    </div>
  );
}

interface ToolsProps {
  readonly piece: Piece;
  readonly scale: number;
  readonly onZoom: (factor: number) => void;
  readonly onRotate: () => void;
  readonly onJump: ((seq: number) => void) | undefined;
}

function Tools({ piece, scale, onZoom, onRotate, onJump }: ToolsProps) {
  const { files } = useTexts();
  const { save, busy } = useSave();
  const { seq } = piece;
  return (
    <div className="sk-viewer-tools">
      {!piece.video && (
        <>
          <IconButton
            className="sk-only-wide"
            label={files.zoomOut}
            aria-disabled={scale <= 1 || undefined}
            onClick={() => onZoom(1 / STEP)}
          >
            <ZoomOut size={20} aria-hidden="true" />
          </IconButton>
          <IconButton
            className="sk-only-wide"
            label={files.zoomIn}
            aria-disabled={scale >= LARGEST_SCALE || undefined}
            onClick={() => onZoom(STEP)}
          >
            <ZoomIn size={20} aria-hidden="true" />
          </IconButton>
          <IconButton label={files.rotate} onClick={onRotate}>
            <RotateCw size={20} aria-hidden="true" />
          </IconButton>
        </>
      )}
      <IconButton label={files.save} aria-busy={busy || undefined} onClick={() => save(piece.file)}>
        <Download size={20} aria-hidden="true" />
      </IconButton>
      {onJump && seq !== undefined && (
        <IconButton label={files.toMessage} onClick={() => onJump(seq)}>
          <MessageSquareText size={20} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
