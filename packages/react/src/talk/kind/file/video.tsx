import { Maximize2, Play, Video } from "lucide-react";
import { useState } from "react";
import { boxOf } from "../../../file/box.ts";
import { Picture } from "../../../file/picture.tsx";
import { UploadRing } from "../../../file/upload-ring.tsx";
import { useLink } from "../../../file/use-link.ts";
import { useGallery } from "../../../file/viewer/gallery.ts";
import { voicePlayer } from "../../../file/voice-player.ts";
import { IconButton } from "../../../kit/button.tsx";
import { useFormats, useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { Caption } from "./caption.tsx";
import { useCancel } from "./use-cancel.ts";
import { withCaption } from "./words.ts";

/** A video: its first picture, and it plays where it stands. */
export const videoKind: MessageKind<"video"> = {
  Content: VideoContent,
  icon: Video,
  words: ({ caption }, wording) => withCaption(wording.texts.files.video, caption, wording),
  copy: ({ caption }) => caption,
  edits: "caption",
};

function VideoContent({ id, item, end }: ContentProps<"video">) {
  const { files } = useTexts();
  const formats = useFormats();
  const open = useGallery();
  const cancel = useCancel(id, item);
  const [begun, setBegun] = useState(false);
  const { file, poster, duration, caption, mentions } = item.body;
  const { width, ratio } = boxOf({ ...file, ...poster, ...sizeOf(item.body) });
  const length = duration === undefined ? "" : formats.countdown(duration);
  return (
    <div className="sk-visual" style={{ "--sk-visual": `${width}px` }}>
      <div className="sk-frame sk-video" style={{ aspectRatio: ratio }}>
        {begun ? (
          <>
            <VideoPlayer item={item} />
            <IconButton
              className="sk-video-large"
              label={files.openVideo}
              onClick={() => open({ conv: id, item, at: 0 })}
            >
              <Maximize2 size={16} aria-hidden="true" />
            </IconButton>
          </>
        ) : (
          <button
            type="button"
            className="sk-frame-press"
            aria-label={files.playVideo(length)}
            onClick={() => setBegun(true)}
          >
            {poster ? <Picture file={poster} width={width} alt="" /> : <span className="sk-picture" />}
            {item.state !== "pending" && (
              <span className="sk-video-play" aria-hidden="true">
                <Play size={26} fill="currentColor" />
              </span>
            )}
            {length !== "" && <span className="sk-video-mark">{length}</span>}
          </button>
        )}
        <UploadRing file={file} onCancel={cancel} />
        {caption === undefined && !begun && <span className="sk-over">{end}</span>}
      </div>
      {caption !== undefined && <Caption text={caption} mentions={mentions} end={end} />}
    </div>
  );
}

/** Plays in the talk, a stretch at a time as it is watched. */
function VideoPlayer({ item }: Pick<ContentProps<"video">, "item">) {
  const { files } = useTexts();
  const { url, failed, refused } = useLink(item.body.file);
  if (failed) return <p className="sk-picture-gone">{files.playFailed}</p>;
  return (
    <video
      src={url}
      controls
      autoPlay
      playsInline
      aria-label={item.body.caption ?? files.video}
      onPlay={() => voicePlayer.stop()}
      onError={() => url !== undefined && refused()}
    />
  );
}

function sizeOf({ width, height }: { readonly width?: number; readonly height?: number }) {
  return width !== undefined && height !== undefined ? { width, height } : {};
}
