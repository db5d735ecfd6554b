import { Blank, Button, useAction, useClient, useMe, useToast } from "@skein/react";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { mayBePassword } from "../guest/login-rules.ts";
import { PasswordField } from "../guest/password-field.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** Changes the password, which signs all other devices out. */
export function Password() {
  const { settings: texts } = useAppTexts();
  const me = useMe();
  return (
    <SettingsPage section="password">
      {me && me.profile.login === undefined ? (
        <Blank art={<KeyRound size={32} />} title={texts.noPassword} />
      ) : (
        <PasswordForm />
      )}
    </SettingsPage>
  );
}

function PasswordForm() {
  const { settings: texts, guest } = useAppTexts();
  const client = useClient();
  const toast = useToast();
  const login = useMe()?.profile.login ?? "";
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    await client.call("account.password", { current, next });
    setCurrent("");
    setNext("");
    setTried(false);
    toast(texts.passwordChanged);
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (current !== "" && mayBePassword(next)) change.run();
      }}
    >
      {/* Tells password keepers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        label={texts.currentPassword}
        value={current}
        autoComplete="current-password"
        required
        error={change.error}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        label={texts.nextPassword}
        value={next}
        autoComplete="new-password"
        required
        hint={guest.passwordHint}
        error={tried && !mayBePassword(next) ? guest.passwordShort : undefined}
        onChange={(event) => setNext(event.target.value)}
      />
      <p className="sk-field-hint">{texts.passwordWarning}</p>
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={change.busy}>
          {texts.changePassword}
        </Button>
      </div>
    </form>
  );
}
