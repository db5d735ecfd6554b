import { lazy, Suspense } from "react";
import { StickerPicture } from "../../../sticker/sticker-picture.tsx";
import { useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { stickerOf } from "./set.ts";

const Drawing = lazy(async () => ({ default: (await import("./drawing.tsx")).Drawing }));

/** A drawing, without a bubble around it. The drawings are fetched with the first one that is shown. */
export const stickerKind: MessageKind<"sticker"> = {
  Content: StickerContent,
  words: (body, { texts }) => {
    if (body.emoji !== undefined) return texts.kinds.stickerOf(body.emoji);
    const id = stickerOf(body);
    return id ? texts.kinds.stickerOf(texts.kinds.stickerNames[id]) : texts.kinds.sticker;
  },
  bare: (body) => stickerOf(body) !== undefined || body.file !== undefined,
};

function StickerContent({ item, end }: ContentProps<"sticker">) {
  const { kinds } = useTexts();
  const { file, emoji } = item.body;
  const id = stickerOf(item.body);
  if (file) {
    return (
      <div className="sk-sticker-line">
        <StickerPicture file={file} alt={emoji ?? kinds.sticker} />
        {end}
      </div>
    );
  }
  if (!id) {
    return (
      <p className="sk-text sk-unknown">
        {kinds.unknownSticker}
        {end}
      </p>
    );
  }
  return (
    <div className="sk-sticker-line">
      <span className="sk-sticker" role="img" aria-label={kinds.stickerNames[id]}>
        <Suspense fallback={null}>
          <Drawing id={id} />
        </Suspense>
      </span>
      {end}
    </div>
  );
}
