import { Images, Play } from "lucide-react";
import { useMemo } from "react";
import { albumGrid } from "../../../file/album-grid.ts";
import { LARGEST } from "../../../file/box.ts";
import { Picture } from "../../../file/picture.tsx";
import { UploadRing } from "../../../file/upload-ring.tsx";
import { useGallery } from "../../../file/viewer/gallery.ts";
import { useFormats, useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { Caption } from "./caption.tsx";
import { useCancel } from "./use-cancel.ts";
import { withCaption } from "./words.ts";

/** Pictures and videos together, as a grid without gaps at its edges. */
export const albumKind: MessageKind<"album"> = {
  Content: AlbumContent,
  icon: Images,
  words: ({ items, caption }, wording) => withCaption(wording.texts.files.album(items.length), caption, wording),
  copy: ({ caption }) => caption,
  edits: "caption",
};

function AlbumContent({ id, item, end }: ContentProps<"album">) {
  const { files } = useTexts();
  const formats = useFormats();
  const open = useGallery();
  const cancel = useCancel(id, item);
  const { items, caption, mentions } = item.body;
  const { tiles, ratio } = useMemo(
    () => albumGrid(items.map(({ file, poster, width, height }) => shapeOf(poster ?? file, width, height))),
    [items],
  );
  return (
    <div className="sk-visual" style={{ "--sk-visual": `${LARGEST.width}px` }}>
      <div className="sk-frame sk-album" style={{ aspectRatio: ratio }}>
        {items.map(({ file, poster, duration }, at) => {
          const { x, y, width, height } = tiles[at] ?? { x: 0, y: 0, width: 0, height: 0 };
          const video = file.type.startsWith("video/");
          return (
            <span
              // one that arrives gets another id, and stays where it is
              key={`tile ${at + 0}`}
              className="sk-album-tile"
              style={{
                insetInlineStart: `${100 * x}%`,
                insetBlockStart: `${100 * y}%`,
                inlineSize: `${100 * width}%`,
                blockSize: `${100 * height}%`,
              }}
            >
              <button
                type="button"
                className="sk-frame-press"
                aria-label={files.openNth(at + 1, items.length)}
                onClick={() => open({ conv: id, item, at })}
              >
                {(poster ?? !video) ? (
                  <Picture file={poster ?? file} width={Math.ceil(LARGEST.width * width)} alt="" />
                ) : (
                  <span className="sk-picture" />
                )}
                {video && (
                  <span className="sk-video-mark">
                    <Play size={12} fill="currentColor" aria-hidden="true" />
                    {duration !== undefined && formats.countdown(duration)}
                  </span>
                )}
              </button>
              <UploadRing file={file} onCancel={cancel} />
            </span>
          );
        })}
        {caption === undefined && <span className="sk-over">{end}</span>}
      </div>
      {caption !== undefined && <Caption text={caption} mentions={mentions} end={end} />}
    </div>
  );
}

function shapeOf(
  file: { readonly width?: number; readonly height?: number },
  width = file.width,
  height = file.height,
): number {
  return width && height ? width / height : 4 / 3;
}
