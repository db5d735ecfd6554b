import type { Bodies } from "@skein/protocol";
import type { ReactNode } from "react";
import { MarkupView } from "../../markup-view.tsx";
import { useNamed } from "../../mention/use-named.ts";

export interface CaptionProps {
  readonly text: string;
  readonly mentions: Bodies["image"]["mentions"];
  readonly end: ReactNode;
}

/** The words under a picture or a file. */
export function Caption({ text, mentions, end }: CaptionProps) {
  const named = useNamed(mentions);
  return (
    <div className="sk-text sk-caption">
      <MarkupView text={text} named={named} end={end} />
    </div>
  );
}
