import { Button, Field, useAction } from "@skein/react";
import { LIMITS, type Result } from "@skein/protocol";
import { useState } from "react";
import { deviceInfo } from "../session/device-info.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { mayBeLogin, mayBePassword } from "./login-rules.ts";
import { PasswordField } from "./password-field.tsx";
import { useEnter } from "./use-enter.ts";

export interface NewAccount {
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly device: ReturnType<typeof deviceInfo>;
}

export interface AccountFormProps {
  /** Asks the server for the account. */
  readonly make: (account: NewAccount) => Promise<Result<"account.register">>;
  readonly verb: string;
}

/** Name, log-in name and password of somebody new: for the owner and for whoever signs up. */
export function AccountForm({ make, verb }: AccountFormProps) {
  const { guest, settings } = useAppTexts();
  const enter = useEnter();
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  // Mistakes are told when one wants to go on, not while one types.
  const [tried, setTried] = useState(false);
  const create = useAction(async () => enter(await make({ name: name.trim(), login, password, device: deviceInfo() })));
  const good = name.trim() !== "" && mayBeLogin(login) && mayBePassword(password);
  return (
    <form
      className="sk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (good) create.run();
      }}
    >
      <Field
        label={guest.name}
        hint={guest.nameHint}
        error={tried && name.trim() === "" ? settings.nameEmpty : undefined}
        value={name}
        maxLength={LIMITS.personName}
        autoComplete="name"
        dir="auto"
        required
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={guest.login}
        hint={guest.loginHint}
        error={tried && !mayBeLogin(login) ? guest.loginWrong : undefined}
        value={login}
        maxLength={LIMITS.login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        onChange={(event) => setLogin(event.target.value.toLowerCase())}
      />
      <PasswordField
        label={guest.password}
        hint={guest.passwordHint}
        error={tried && !mayBePassword(password) ? guest.passwordShort : undefined}
        value={password}
        maxLength={LIMITS.password}
        autoComplete="new-password"
        required
        onChange={(event) => setPassword(event.target.value)}
      />
      {create.error && (
        <p className="sk-field-error" role="alert">
          {create.error}
        </p>
      )}
      <Button look="primary" type="submit" busy={create.busy}>
        {verb}
      </Button>
    </form>
  );
}
