import { Download, Paperclip } from "lucide-react";
import { FileFace, FileName } from "../../../file/file-face.tsx";
import { UploadLine } from "../../../file/upload-line.tsx";
import { UploadRing } from "../../../file/upload-ring.tsx";
import { isLocal } from "../../../file/use-link.ts";
import { useSave } from "../../../file/use-save.ts";
import { isolate } from "../../../text/isolate.ts";
import { useFormats, useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { Caption } from "./caption.tsx";
import { useCancel } from "./use-cancel.ts";
import { withCaption } from "./words.ts";

/** A file of any type: what it is, its name and how large it is; a press saves it. */
export const fileKind: MessageKind<"file"> = {
  Content: FileContent,
  icon: Paperclip,
  words: ({ file, caption }, wording) => withCaption(wording.texts.files.file(isolate(file.name)), caption, wording),
  copy: ({ file, caption }) => caption ?? file.name,
  edits: "caption",
};

function FileContent({ id, item, end }: ContentProps<"file">) {
  const { files } = useTexts();
  const formats = useFormats();
  const { save, busy } = useSave();
  const cancel = useCancel(id, item);
  const { file, caption, mentions } = item.body;
  const size = formats.bytes(file.size);
  return (
    <div className="sk-card sk-file">
      <div className="sk-file-line">
        <span className="sk-file-face">
          {isLocal(file.id) && cancel ? (
            <UploadRing file={file} onCancel={cancel} />
          ) : (
            <button
              type="button"
              className="sk-file-press"
              aria-label={files.download(isolate(file.name), size)}
              aria-busy={busy || undefined}
              onClick={() => save(file)}
            >
              <FileFace type={file.type} />
              <Download className="sk-file-save" size={20} aria-hidden="true" />
            </button>
          )}
        </span>
        <span className="sk-file-words">
          <FileName name={file.name} />
          <span className="sk-card-detail">
            {isLocal(file.id) && cancel ? <UploadLine file={file} /> : <bdi>{size}</bdi>}
            {caption === undefined && end}
          </span>
        </span>
      </div>
      {caption !== undefined && <Caption text={caption} mentions={mentions} end={end} />}
    </div>
  );
}
