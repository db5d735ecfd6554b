import { Mic, Pause, Play } from "lucide-react";
import { useIsMe } from "../../../hook/use-me.ts";
import { UploadRing } from "../../../file/upload-ring.tsx";
import { isLocal } from "../../../file/use-link.ts";
import { useVoice } from "../../../file/use-voice.ts";
import { WaveBars } from "../../../file/wave-bars.tsx";
import { useFormats, useTexts } from "../../../text/language.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { useCancel } from "./use-cancel.ts";
import { formatsOf } from "../../../text/formats.ts";

/** Something said: heard at a press, with its loudness to see and to go to; the next one is heard after it. */
export const voiceKind: MessageKind<"voice"> = {
  Content: VoiceContent,
  icon: Mic,
  words: ({ duration }, { texts }) => texts.files.voice(formatsOf(texts.kit.language).countdown(duration)),
};

/** A key press goes so far, ms. */
const STEP = 5_000;

function VoiceContent({ id, item, own, end }: ContentProps<"voice">) {
  const { files } = useTexts();
  const formats = useFormats();
  const cancel = useCancel(id, item);
  const me = useIsMe(item.from);
  const { on, at, speed, active, failed, toggle, seek, nextSpeed } = useVoice(id, item);
  const { file, duration, wave } = item.body;
  const part = duration > 0 ? Math.min(1, at / duration) : 0;
  const news = !own && !me && item.seq !== undefined && !item.played?.mine;
  const Sign = on ? Pause : Play;
  return (
    <div className="sk-voice">
      <span className="sk-voice-face">
        {isLocal(file.id) && cancel ? (
          <UploadRing file={file} onCancel={cancel} />
        ) : (
          <button type="button" className="sk-voice-press" aria-label={on ? files.pause : files.play} onClick={toggle}>
            <Sign size={20} fill="currentColor" aria-hidden="true" />
          </button>
        )}
      </span>
      <span className="sk-voice-words">
        <span
          className="sk-voice-way"
          role="slider"
          tabIndex={0}
          aria-label={files.position}
          aria-valuemin={0}
          aria-valuemax={Math.round(duration / 1_000)}
          aria-valuenow={Math.round(at / 1_000)}
          aria-valuetext={files.positionOf(formats.countdown(at), formats.countdown(duration))}
          onClick={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            seek(Math.max(0, Math.min(1, (event.clientX - left) / width)) * duration);
          }}
          onKeyDown={(event) => {
            const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            event.stopPropagation();
            seek(Math.max(0, Math.min(duration, at + step)));
          }}
        >
          <WaveBars wave={wave} part={part} />
        </span>
        <span className="sk-voice-foot">
          <span className="sk-voice-time">{formats.countdown(active ? duration - at : duration)}</span>
          {news && <span className="sk-voice-news" role="img" aria-label={files.unplayed} />}
          {active && (
            <button type="button" className="sk-voice-speed" aria-label={files.speed(speed)} onClick={nextSpeed}>
              {speed}×
            </button>
          )}
          {failed && <span className="sk-field-error">{files.playFailed}</span>}
          {end}
        </span>
      </span>
    </div>
  );
}
