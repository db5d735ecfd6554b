import { ChevronLeft, LockKeyhole, Pause, Play, SendHorizontal, Square, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { objectUrl } from "../../file/object-url.ts";
import { voicePlayer } from "../../file/voice-player.ts";
import { WaveBars } from "../../file/wave-bars.tsx";
import { useObservable } from "../../hook/use-observable.ts";
import { IconButton } from "../../kit/button.tsx";
import { useAction } from "../../kit/use-action.ts";
import { useFormats, useTexts } from "../../text/language.tsx";
import type { Recording } from "./recorder.ts";
import type { Slide } from "./slide.ts";
import type { RecordingState } from "./use-recording.ts";

export interface RecordBarProps extends RecordingState {
  /** Where the finger is that holds it; undefined: hands are free. */
  readonly slide: Slide | undefined;
}

/** In the place of the field while one records: how long, how loud, and the ways on. */
export function RecordBar({ phase, levels, duration, recording, stop, discard, slide }: RecordBarProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const first = useRef<HTMLButtonElement>(null);
  const free = slide === undefined;
  useEffect(() => {
    if (free) first.current?.focus();
  }, [free, phase]);
  return (
    <div
      className="sk-record"
      role="group"
      aria-label={t.recording}
      data-slide={slide}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        discard();
      }}
    >
      {free && (
        <IconButton label={t.discardVoice} onClick={discard}>
          <Trash2 size={20} aria-hidden="true" />
        </IconButton>
      )}
      {recording ? (
        <Listen recording={recording} />
      ) : (
        <>
          <span className="sk-record-dot" aria-hidden="true" />
          <span className="sk-record-time" role="timer">
            {formats.elapsed(duration)}
          </span>
          {free ? (
            <Levels levels={levels} />
          ) : (
            <span className="sk-record-hint">
              <span>
                <ChevronLeft size={16} aria-hidden="true" />
                {slide === "cancel" ? t.letGoToCancel : t.slideToCancel}
              </span>
              <span className="sk-record-lock" title={t.lock}>
                <LockKeyhole size={16} aria-hidden="true" />
              </span>
            </span>
          )}
        </>
      )}
      {free && !recording && (
        <IconButton label={t.stopVoice} onClick={() => stop(false)}>
          <Square size={18} fill="currentColor" aria-hidden="true" />
        </IconButton>
      )}
      {free && (
        <IconButton
          ref={first}
          className="sk-composer-send"
          label={t.sendVoice}
          disabled={phase === "starting"}
          onClick={() => stop(true)}
        >
          <SendHorizontal size={20} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

/** How loud it was a moment ago and is now. */
function Levels({ levels }: { readonly levels: readonly number[] }) {
  return (
    <span className="sk-record-levels" aria-hidden="true">
      {levels.map((level, at) => (
        // a bar is its place: what it stands for moves on
        <span key={`bar ${levels.length - at}`} style={{ blockSize: `${Math.max(8, 100 * level)}%` }} />
      ))}
    </span>
  );
}

/** The name under which it is played: one at a time is recorded. */
const TRACK = "recording";

function Listen({ recording: { blob, duration, wave } }: { readonly recording: Recording }) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const playing = useObservable(voicePlayer);
  const active = playing.id === TRACK;
  const release = useRef<() => void>(undefined);
  const { run } = useAction(async () =>
    voicePlayer.toggle({
      id: TRACK,
      url: async () => {
        release.current?.();
        const [url, end] = objectUrl(blob);
        release.current = end;
        return url;
      },
    }),
  );
  useEffect(
    () => () => {
      voicePlayer.stop(TRACK);
      release.current?.();
    },
    [],
  );
  const Sign = active && playing.on ? Pause : Play;
  return (
    <>
      <IconButton label={active && playing.on ? t.pause : t.listenVoice} onClick={run}>
        <Sign size={20} fill="currentColor" aria-hidden="true" />
      </IconButton>
      <span className="sk-record-wave">
        <WaveBars wave={wave} part={active ? playing.at / duration : 0} />
      </span>
      <span className="sk-record-time">{active ? formats.elapsed(playing.at) : formats.countdown(duration)}</span>
    </>
  );
}
