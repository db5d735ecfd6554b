import type { FileInfo } from "@skein/protocol";
import { X } from "lucide-react";
import { useTexts } from "../text/language.tsx";
import { partOf, useProgress, useProgressWords } from "./use-progress.ts";

export interface UploadRingProps {
  readonly file: FileInfo;
  /** Gives the message up; absent where it is not on its way (it was refused). */
  readonly onCancel: (() => void) | undefined;
}

const RADIUS = 20;
const LENGTH = 2 * Math.PI * RADIUS;

/** How far a file is on its way, over what is shown of it; a press gives it up. Nothing once it is there. */
export function UploadRing({ file, onCancel }: UploadRingProps) {
  const { files } = useTexts();
  const words = useProgressWords();
  const progress = useProgress(file);
  if (!progress || !onCancel) return null;
  const part = partOf(progress);
  return (
    <button
      type="button"
      className="sk-ring"
      data-phase={progress.phase}
      aria-label={`${files.cancelUpload}. ${words(progress)}`}
      title={files.cancelUpload}
      onClick={(event) => {
        event.stopPropagation();
        onCancel();
      }}
    >
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle className="sk-ring-way" cx="24" cy="24" r={RADIUS} />
        <circle
          className="sk-ring-done"
          cx="24"
          cy="24"
          r={RADIUS}
          strokeDasharray={`${Math.max(0.04, part) * LENGTH} ${LENGTH}`}
          transform="rotate(-90 24 24)"
        />
      </svg>
      <X size={20} aria-hidden="true" />
    </button>
  );
}
