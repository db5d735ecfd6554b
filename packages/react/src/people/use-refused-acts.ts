import { useEffect } from "react";
import { useToast } from "../kit/toast.tsx";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useTexts } from "../text/language.tsx";

/** Says so when the server does not want what was done about people or groups while there was no link: it is shown as it was before. */
export function useRefusedActs(): void {
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const { message } = useTexts();
  useEffect(
    () =>
      client.on("refused", ({ kind, error }) => {
        if (/^(?:contact|group)\./.test(kind)) toast(message.refused(errorText(error)));
      }),
    [client, toast, errorText, message],
  );
}
