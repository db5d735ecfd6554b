import { signIn } from "@skein/client";
import { Button, Failure, Field, useAction } from "@skein/react";
import { useState } from "react";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { deviceInfo } from "../session/device-info.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { PasswordField } from "./password-field.tsx";
import { useEnter } from "./use-enter.ts";
import { useServerInfo } from "./use-server-info.ts";

/** Sign in with log-in name and password. */
export function SignIn() {
  const { guest } = useAppTexts();
  const enter = useEnter();
  const { info, error, retry } = useServerInfo();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const enterNow = useAction(async () =>
    enter(await signIn(location.origin, { login: login.trim().toLowerCase(), password, device: deviceInfo() })),
  );
  if (info && !info.ready) return <GuestFrame title={guest.notReady} hint={guest.notReadyHint} />;
  return (
    <GuestFrame
      title={guest.signInTitle}
      foot={
        info?.registration === "open" && (
          <>
            {guest.noAccount} <Link href={pathTo.join}>{guest.signUp}</Link>
          </>
        )
      }
    >
      {error && <Failure onRetry={retry}>{guest.unreachable}</Failure>}
      <form
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          enterNow.run();
        }}
      >
        <Field
          label={guest.login}
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          onChange={(event) => setLogin(event.target.value)}
        />
        <PasswordField
          label={guest.password}
          value={password}
          autoComplete="current-password"
          required
          error={enterNow.error}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button look="primary" type="submit" busy={enterNow.busy}>
          {guest.signIn}
        </Button>
      </form>
    </GuestFrame>
  );
}
