import { Mic } from "lucide-react";
import { type PointerEvent, useRef } from "react";
import { IconButton } from "../../kit/button.tsx";
import { useTexts } from "../../text/language.tsx";
import { type Slide, slideOf } from "./slide.ts";

export interface VoiceButtonProps {
  /** Recording with a finger on it. */
  readonly held: boolean;
  readonly onStart: (held: boolean) => void;
  readonly onSlide: (slide: Slide) => void;
  /** The finger is off. */
  readonly onEnd: (slide: Slide) => void;
}

/** A shorter press is a click, ms: it records on with hands free. */
const CLICK = 350;

/** Held, it records until it is let go; a click begins a recording with hands free. */
export function VoiceButton({ held, onStart, onSlide, onEnd }: VoiceButtonProps) {
  const { files: t } = useTexts();
  const press = useRef<{ readonly at: number; readonly x: number; readonly y: number; slide: Slide }>(undefined);
  const end = (event: PointerEvent, slide: Slide): void => {
    const began = press.current;
    press.current = undefined;
    if (!began) return;
    onEnd(slide === "hold" && event.timeStamp - began.at < CLICK ? "lock" : slide);
  };
  return (
    <IconButton
      className="sk-voice-button"
      label={t.record}
      data-held={held || undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        press.current = { at: event.timeStamp, x: event.clientX, y: event.clientY, slide: "hold" };
        onStart(true);
      }}
      onPointerMove={(event) => {
        const began = press.current;
        if (!began) return;
        const rtl = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
        const slide = slideOf(rtl * (began.x - event.clientX), began.y - event.clientY);
        if (slide === began.slide) return;
        began.slide = slide;
        onSlide(slide);
        if (slide !== "lock") return;
        // locked: the finger may go
        press.current = undefined;
      }}
      onPointerUp={(event) => end(event, press.current?.slide ?? "hold")}
      onPointerCancel={(event) => end(event, "cancel")}
      // by keys, and by whatever presses without a pointer
      onClick={(event) => event.detail === 0 && onStart(false)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Mic size={20} aria-hidden="true" />
    </IconButton>
  );
}
