import { useCallback, useState } from "react";
import { useFiles } from "../../file/use-files.ts";
import { useConversation } from "../../hook/use-conversations.ts";
import { useToast } from "../../kit/toast.tsx";
import { useTalk, useTalkNow } from "../../talk/talk-state.tsx";
import { useErrorText } from "../../text/error-text.ts";
import { useTexts } from "../../text/language.tsx";
import { useThreadRoot } from "../../thread/thread-door.ts";
import type { RecordFault, Recording } from "./recorder.ts";
import type { Slide } from "./slide.ts";
import { type RecordingState, useRecording } from "./use-recording.ts";

export interface VoiceMessage extends RecordingState {
  /** Where the finger is that holds it; undefined: hands are free. */
  readonly slide: Slide | undefined;
  readonly begin: (held: boolean) => void;
  readonly slideTo: (slide: Slide) => void;
  readonly letGo: (slide: Slide) => void;
}

/** A voice message from the press of the button until it is sent or thrown away. */
export function useVoiceMessage(): VoiceMessage {
  const { files: t } = useTexts();
  const { id, setTarget } = useTalk();
  const { target } = useTalkNow();
  const { conversation } = useConversation(id);
  const thread = useThreadRoot();
  const files = useFiles();
  const toast = useToast();
  const errorText = useErrorText();
  const [slide, setSlide] = useState<Slide>();
  const onSend = ({ blob, duration, wave }: Recording): void => {
    const reply = target?.item.seq;
    try {
      conversation.timeline.newest();
      files?.send(
        id,
        "voice",
        { file: { blob, name: nameOf(blob.type) }, duration: Math.round(duration), wave },
        { ...(reply !== undefined && { reply }), ...(thread !== undefined && { thread }) },
      );
      setTarget(undefined);
    } catch (error) {
      toast(errorText(error));
    }
  };
  const onFault = (fault: RecordFault): void => {
    const words = {
      none: t.noMicrophone,
      denied: t.microphoneDenied,
      failed: t.microphoneFailed,
      unable: t.noRecorder,
    };
    toast(words[fault]);
  };
  const state = useRecording({ onSend, onFault });
  const { start, stop, discard } = state;
  return {
    ...state,
    slide,
    begin: useCallback(
      (held: boolean) => {
        setSlide(held ? "hold" : undefined);
        start();
      },
      [start],
    ),
    slideTo: useCallback((next: Slide) => setSlide(next === "lock" ? undefined : next), []),
    letGo: useCallback(
      (last: Slide) => {
        setSlide(undefined);
        if (last === "cancel") discard();
        else if (last === "hold") stop(true);
      },
      [discard, stop],
    ),
  };
}

function nameOf(type: string): string {
  return `voice.${{ "audio/mp4": "m4a", "audio/ogg": "ogg" }[type] ?? "webm"}`;
}
