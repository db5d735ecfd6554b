import { Blank, Button, Confirm, useClient, useMe, Answered, useAnswer } from "@skein/react";
import { KeyRound, UserRoundX } from "lucide-react";
import { useState } from "react";
import { PasswordField } from "../guest/password-field.tsx";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** Erases one's account, with the password and a second thought. */
export function Erase() {
  const { settings: texts } = useAppTexts();
  const answer = useAnswer("account.get", {});
  return (
    <SettingsPage section="erase">
      <Answered answer={answer}>
        {({ password }) => {
          if (password === undefined) return <Blank art={<UserRoundX size={32} />} title={texts.eraseElsewhere} />;
          if (password) return <EraseForm />;
          return (
            <Blank
              art={<KeyRound size={32} />}
              title={texts.eraseNoPassword}
              action={
                <Link className="sk-button sk-button-plain" href={pathTo.settings("password")}>
                  {texts.setPassword}
                </Link>
              }
            />
          );
        }}
      </Answered>
    </SettingsPage>
  );
}

function EraseForm() {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const login = useMe()?.profile.login ?? "";
  const [password, setPassword] = useState("");
  const [asking, setAsking] = useState(false);
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== "") setAsking(true);
      }}
    >
      <p>{texts.eraseWords}</p>
      <p className="sk-field-hint">{texts.eraseGroups}</p>
      {/* Tells password keepers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        label={texts.erasePassword}
        value={password}
        autoComplete="current-password"
        required
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="sk-form-end">
        <Button look="danger" type="submit" disabled={password === ""}>
          {texts.eraseVerb}
        </Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={texts.eraseTitle}
        verb={texts.eraseVerb}
        onConfirm={async () => {
          // this device is signed out with all others: what it stored goes as it does then
          await client.call("account.erase", { password });
        }}
      >
        {texts.eraseConfirm}
      </Confirm>
    </form>
  );
}
