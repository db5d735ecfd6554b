import type { Item } from "@skein/client";
import { useEffect, useRef } from "react";
import { useNameHere } from "../hook/use-name-here.ts";
import { useAnnounce } from "../kit/live-region.tsx";
import { useTexts } from "../text/language.tsx";
import { isMessage } from "./kind/kinds.ts";
import { useWords } from "./kind/use-words.ts";

/** Reads a message of somebody else aloud, politely, when it comes while the talk is open. Older pages are not read. */
export function useAnnounceNew(id: string, items: readonly Item[], me: string | undefined): void {
  const announce = useAnnounce();
  const { talk } = useTexts();
  const { words } = useWords();
  const newest = items.at(-1);
  const { name } = useNameHere(id, newest?.from);
  const heard = useRef<number>(undefined);
  useEffect(() => {
    const seq = newest?.seq;
    if (seq === undefined) return;
    const news = heard.current !== undefined && seq > heard.current;
    heard.current = seq;
    if (news && newest && isMessage(newest) && newest.from !== me) announce(talk.said(name, words(newest)));
  }, [newest, me, name, announce, talk, words]);
}
