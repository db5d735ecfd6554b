import type { SearchHit } from "@skein/client";
import { FileText } from "lucide-react";
import { useConversation } from "../hook/use-conversations.ts";
import { useIsMe } from "../hook/use-me.ts";
import { useNow } from "../hook/use-now.ts";
import { usePerson } from "../hook/use-person.ts";
import { useTitle } from "../hook/use-title.ts";
import { Avatar } from "../kit/avatar.tsx";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { Marked } from "./marked.tsx";

/** Kinds of messages that hold files. */
export const FILE_KINDS: readonly string[] = ["file", "image", "album", "video"];
/** And those that are found by what they say. */
export const WORD_KINDS: readonly string[] = ["text", "merged", "poll", "location", "custom"];

export interface HitParts {
  readonly leading: React.ReactNode;
  readonly title: string;
  readonly titleEnd: React.ReactNode;
  readonly detail: React.ReactNode;
}

/** A message that was found, as the parts of a row: who said it, where, when, and the words around what was found. */
export function useHitParts({ entry, excerpt }: SearchHit, inTalk = false, size = 40): HitParts {
  const { kit, keep } = useTexts();
  const formats = useFormats();
  const now = useNow(60_000);
  const own = useIsMe(entry.from);
  const person = usePerson(entry.from);
  const { view } = useConversation(entry.conv);
  const { name: where, saved } = useTitle(view);
  const who = own ? kit.you : (person?.name ?? kit.somebody);
  const inGroup = !saved && view?.kind !== "direct";
  const place = (): string => {
    if (inTalk) return isolate(who);
    if (saved) return where;
    return own && !inGroup ? keep.starredTo(isolate(who), isolate(where)) : isolate(who);
  };
  return {
    leading: <Avatar name={person?.name ?? who} color={person?.color ?? 0} picture={person?.avatar} size={size} />,
    title: place(),
    titleEnd: <time dateTime={new Date(entry.at).toISOString()}>{formats.listTime(entry.at, now)}</time>,
    detail: (
      <>
        {inGroup && !inTalk && <bdi className="sk-hit-where">{where}</bdi>}
        <span>
          {FILE_KINDS.includes(entry.kind) && <FileText className="sk-hit-file" size={14} aria-hidden="true" />}
          <Marked {...excerpt} />
        </span>
      </>
    ),
  };
}
