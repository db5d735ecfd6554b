import { LIMITS } from "@skein/protocol";
import { useState } from "react";
import { useMe } from "../hook/use-me.ts";
import { beginHere } from "../kit/begin-here.ts";
import { Dialog } from "../kit/dialog.tsx";
import { DialogActions } from "../kit/dialog-actions.tsx";
import { TextField } from "../kit/field.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

export interface GreetingProps {
  readonly user: string;
  readonly name: string;
  /** Of their link, where that is how one came. */
  readonly code?: string | undefined;
  readonly onClose: () => void;
}

/** Asks somebody to be friends, with a word of who one is. */
export function Greeting({ user, name, code, onClose }: GreetingProps) {
  const { contact: texts } = useTexts();
  const client = useClient();
  const toast = useToast();
  const me = useMe()?.profile.name;
  const [greeting, setGreeting] = useState(me === undefined ? "" : texts.greetingFirst(me));
  const ask = useAction(async () => {
    const answer = await client.act("contact.request", { user, greeting, ...(code !== undefined && { code }) });
    toast(!answer ? texts.askedLater : answer.state === "friends" ? texts.nowFriends : texts.asked);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.addTitle(isolate(name))}
      size="small"
      actions={<DialogActions verb={texts.ask} action={ask} onClose={onClose} />}
    >
      <TextField
        label={texts.greeting}
        hint={texts.greetingHint}
        error={ask.error}
        value={greeting}
        maxLength={LIMITS.greeting}
        dir="auto"
        ref={beginHere}
        onChange={(event) => setGreeting(event.target.value)}
      />
    </Dialog>
  );
}
