import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../../text/language.tsx";

/** Takes files that are dropped anywhere on the talk around it, and shows that it would. */
export function DropHere({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { files: t } = useTexts();
  const mark = useRef<HTMLSpanElement>(null);
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const talk = mark.current?.closest<HTMLElement>(".sk-talk");
    if (!talk) return undefined;
    // each element that the pointer comes into tells so, and each one it leaves
    let depth = 0;
    const ends = new AbortController();
    const on = (type: "dragenter" | "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void): void =>
      talk.addEventListener(type, (event) => holdsFiles(event) && listener(event), { signal: ends.signal });
    on("dragenter", (event) => {
      event.preventDefault();
      depth += 1;
      setOver(true);
    });
    on("dragover", (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    });
    on("dragleave", () => {
      depth -= 1;
      if (depth <= 0) setOver(false);
    });
    on("drop", (event) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take.current(files);
    });
    return () => ends.abort();
  }, []);
  return (
    <span ref={mark} className={over ? "sk-drop" : "sk-drop-none"} aria-hidden="true">
      {over && (
        <span className="sk-drop-words">
          <FileUp size={36} />
          {t.dropHere}
        </span>
      )}
    </span>
  );
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
