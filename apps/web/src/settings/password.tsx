import { Blank, Button, useAction, useClient, useMe, useToast, Answered, useAnswer } from "@skein/react";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { mayBePassword } from "../guest/login-rules.ts";
import { PasswordField } from "../guest/password-field.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** Changes the password, or sets the first one; both sign all other devices out. */
export function Password() {
  const { settings: texts } = useAppTexts();
  // Asked anew each time: the password may have been set on another device since this one signed in.
  const answer = useAnswer("account.get", {});
  return (
    <SettingsPage section="password">
      <Answered answer={answer}>
        {({ password }) =>
          password === undefined ? (
            <Blank art={<KeyRound size={32} />} title={texts.noPassword} />
          ) : (
            <PasswordForm key={String(password)} first={!password} onDone={answer.again} />
          )
        }
      </Answered>
    </SettingsPage>
  );
}

interface PasswordFormProps {
  /** There is none yet. */
  readonly first: boolean;
  readonly onDone: () => void;
}

function PasswordForm({ first, onDone }: PasswordFormProps) {
  const { settings: texts, guest } = useAppTexts();
  const client = useClient();
  const toast = useToast();
  const login = useMe()?.profile.login ?? "";
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    try {
      await client.call("account.password", first ? { next } : { current, next });
    } catch (reason) {
      // Another device may have been first: then there is one to give now.
      if (first) onDone();
      throw reason;
    }
    setCurrent("");
    setNext("");
    setTried(false);
    toast(first ? texts.passwordSet : texts.passwordChanged);
    onDone();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if ((first || current !== "") && mayBePassword(next)) change.run();
      }}
    >
      {/* Tells password keepers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {first ? (
        <p>{texts.firstPassword}</p>
      ) : (
        <PasswordField
          label={texts.currentPassword}
          value={current}
          autoComplete="current-password"
          required
          error={change.error}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <PasswordField
        label={texts.nextPassword}
        value={next}
        autoComplete="new-password"
        required
        hint={guest.passwordHint}
        error={tried && !mayBePassword(next) ? guest.passwordShort : first ? change.error : undefined}
        onChange={(event) => setNext(event.target.value)}
      />
      <p className="sk-field-hint">{texts.passwordWarning}</p>
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={change.busy}>
          {first ? texts.setPassword : texts.changePassword}
        </Button>
      </div>
    </form>
  );
}
