import { useCallback } from "react";
import { useTexts } from "../text/language.tsx";
import { useToast } from "./toast.tsx";

/** Puts text on the clipboard and says whether that worked. */
export function useCopy(): (text: string) => void {
  const { kit } = useTexts();
  const toast = useToast();
  return useCallback(
    (text: string) => {
      navigator.clipboard.writeText(text).then(
        () => toast(kit.copied),
        () => toast(kit.copyFailed),
      );
    },
    [kit, toast],
  );
}
