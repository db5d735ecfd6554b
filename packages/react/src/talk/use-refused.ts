import { useEffect } from "react";
import { useToast } from "../kit/toast.tsx";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";

/** Says so when the server does not want what was done to a message of this talk: it is shown as it was before. */
export function useRefused(id: string): void {
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const { message } = useTexts();
  useEffect(
    () =>
      client.on("refused", ({ conversation, seq, error }) => {
        if (conversation === id && seq > 0) toast(message.refused(errorText(error)));
      }),
    [client, id, toast, errorText, message],
  );
}
