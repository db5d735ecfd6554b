import { Image } from "lucide-react";
import { boxOf } from "../../../file/box.ts";
import { Picture } from "../../../file/picture.tsx";
import { UploadRing } from "../../../file/upload-ring.tsx";
import { useGallery } from "../../../file/viewer/gallery.ts";
import { useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { Caption } from "./caption.tsx";
import { useCancel } from "./use-cancel.ts";
import { withCaption } from "./words.ts";

/** A picture: its room is kept from the start, a press opens it as large as the screen. */
export const imageKind: MessageKind<"image"> = {
  Content: ImageContent,
  icon: Image,
  words: ({ caption }, wording) => withCaption(wording.texts.files.photo, caption, wording),
  copy: ({ caption }) => caption,
  edits: "caption",
};

function ImageContent({ id, item, end }: ContentProps<"image">) {
  const { files } = useTexts();
  const open = useGallery();
  const cancel = useCancel(id, item);
  const { file, caption, mentions } = item.body;
  const { width, ratio } = boxOf(file);
  return (
    <div className="sk-visual" style={{ "--sk-visual": `${width}px` }}>
      <div className="sk-frame" style={{ aspectRatio: ratio }}>
        <button
          type="button"
          className="sk-frame-press"
          aria-label={files.openPhoto}
          onClick={() => open({ conv: id, item, at: 0 })}
        >
          <Picture file={file} width={width} alt={caption ?? files.photo} />
        </button>
        <UploadRing file={file} onCancel={cancel} />
        {caption === undefined && <span className="sk-over">{end}</span>}
      </div>
      {caption !== undefined && <Caption text={caption} mentions={mentions} end={end} />}
    </div>
  );
}
