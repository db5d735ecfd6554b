import { useLayoutEffect, useRef, useState } from "react";
import { useTexts } from "../../text/language.tsx";
import { blurUrl } from "../blur.ts";
import { useLink } from "../use-link.ts";
import { voicePlayer } from "../voice-player.ts";
import type { Piece } from "./pieces.ts";
import { useGestures } from "./use-gestures.ts";
import { fitted, type Size, type View, WHOLE, within } from "./zoom.ts";

export interface StageProps {
  readonly piece: Piece;
  readonly view: View;
  /** Turned by so many quarters. */
  readonly quarters: number;
  readonly onView: (view: View) => void;
  readonly onSwipe: (where: "next" | "previous" | "away") => void;
}

const NOWHERE = { x: 0, y: 0 };

/** The one picture that is seen, as large as it fits, and what fingers do to it. */
export function Stage({ piece, view, quarters, onView, onSwipe }: StageProps) {
  const { files } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [drag, setDrag] = useState(NOWHERE);
  const { file } = piece;
  const [natural, setNatural] = useState<Size>();
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = (): void => setRoom({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const size = natural ?? { width: file.width ?? room.width, height: file.height ?? room.height };
  const box = fitted(size, room, quarters);
  const gestures = useGestures({
    frame,
    view,
    onView: (next) => onView(within(next, box, room)),
    onDrag: (x, y) => setDrag({ x, y }),
    onSwipe: (where) => {
      setDrag(NOWHERE);
      if (where) onSwipe(where);
    },
  });
  const large = view.scale > 1;
  const lying = quarters % 2 !== 0;
  const moved = large ? view : { ...WHOLE, ...drag };
  return (
    <div className="sk-viewer-stage" ref={frame} data-large={large || undefined} {...(!piece.video && gestures)}>
      {piece.video ? (
        <VideoStage piece={piece} />
      ) : (
        <PictureStage
          piece={piece}
          alt={piece.caption ?? files.photo}
          onSize={setNatural}
          // its own width and height, before it is turned
          style={{
            inlineSize: lying ? box.height : box.width,
            blockSize: lying ? box.width : box.height,
            transform: `translate(${moved.x}px, ${moved.y}px) scale(${moved.scale}) rotate(${90 * quarters}deg)`,
          }}
        />
      )}
    </div>
  );
}

interface PictureStageProps {
  readonly piece: Piece;
  readonly alt: string;
  readonly style: { readonly inlineSize: number; readonly blockSize: number; readonly transform: string };
  readonly onSize: (size: Size) => void;
}

/** First what the talk has shown of it, then the copy for a whole screen. */
function PictureStage({ piece, alt, style, onSize }: PictureStageProps) {
  const { file } = piece;
  const { files, kit } = useTexts();
  const { url, failed, refused, again } = useLink(file, file.animated ? undefined : "l");
  const small = useLink(file, "m");
  const blur = blurUrl(file.blur);
  const [shown, setShown] = useState(false);
  if (failed)
    return (
      <p className="sk-viewer-note" role="alert">
        {files.notShown}
        <button type="button" className="sk-button sk-button-plain" onClick={again}>
          {kit.retry}
        </button>
      </p>
    );
  const before = [small.url, blur].flatMap((one) => (one === undefined ? [] : [`url("${one}")`])).join(", ");
  return (
    <span
      className="sk-viewer-picture"
      style={{ ...style, ...(!shown && before !== "" && { backgroundImage: before }) }}
    >
      {url !== undefined && (
        <img
          src={url}
          alt={alt}
          draggable={false}
          onLoad={({ currentTarget }) => {
            setShown(true);
            // what is told of it may be missing
            if (file.width === undefined)
              onSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight });
          }}
          onError={refused}
        />
      )}
    </span>
  );
}

function VideoStage({ piece }: { readonly piece: Piece }) {
  const { files } = useTexts();
  const { url, failed, refused } = useLink(piece.file);
  const poster = useLink(piece.poster ?? piece.file, "l", piece.poster !== undefined);
  if (failed) return <p className="sk-viewer-note">{files.playFailed}</p>;
  return (
    <video
      className="sk-viewer-video"
      src={url}
      poster={poster.url}
      controls
      autoPlay
      playsInline
      aria-label={piece.caption ?? files.video}
      onPlay={() => voicePlayer.stop()}
      onError={() => url !== undefined && refused()}
    />
  );
}
