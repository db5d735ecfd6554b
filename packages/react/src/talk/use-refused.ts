import { useEffect } from "react";
import { useToast } from "../kit/toast.tsx";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";

/** What was said already: a talk and a thread beside it both listen. */
const told = new WeakSet<object>();

/** Says so when the server does not want what was done to a message of this talk: it is shown as it was before. */
export function useRefused(id: string): void {
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const { message } = useTexts();
  useEffect(
    () =>
      client.on("refused", (refusal) => {
        const { conversation, seq, error } = refusal;
        if (conversation !== id || seq === 0 || told.has(refusal)) return;
        told.add(refusal);
        toast(message.refused(errorText(error)));
      }),
    [client, id, toast, errorText, message],
  );
}
