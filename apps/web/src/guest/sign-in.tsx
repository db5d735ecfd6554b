import { signIn } from "@skein/client";
import { Button, Failure, Field, useAction } from "@skein/react";
import { QrCode } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { deviceInfo } from "../session/device-info.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { PasswordField } from "./password-field.tsx";
import { useEnter } from "./use-enter.ts";
import { useServerInfo } from "./use-server-info.ts";

const PairHere = lazy(async () => ({ default: (await import("./pair-here.tsx")).PairHere }));

export interface SignInProps {
  /** What one signs in for. */
  readonly hint?: string;
  /** The way to an account where one stays at this address; the page for it where not given. */
  readonly onSignUp?: () => void;
}

/** Sign in with log-in name and password. */
export function SignIn({ hint, onSignUp }: SignInProps) {
  const { guest } = useAppTexts();
  const [byDevice, setByDevice] = useState(false);
  const enter = useEnter();
  const { info, error, retry } = useServerInfo();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const enterNow = useAction(async () =>
    enter(await signIn(location.origin, { login: login.trim().toLowerCase(), password, device: deviceInfo() })),
  );
  if (info && !info.ready) return <GuestFrame title={guest.notReady} hint={guest.notReadyHint} />;
  if (byDevice)
    return (
      <Suspense fallback={null}>
        <PairHere onPassword={() => setByDevice(false)} />
      </Suspense>
    );
  return (
    <GuestFrame
      title={guest.signInTitle}
      hint={hint}
      foot={
        info?.registration === "open" && (
          <>
            {guest.noAccount}{" "}
            {onSignUp ? (
              <button type="button" className="link" onClick={onSignUp}>
                {guest.signUp}
              </button>
            ) : (
              <Link href={pathTo.join}>{guest.signUp}</Link>
            )}
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
        <Button icon={<QrCode size={18} aria-hidden="true" />} onClick={() => setByDevice(true)}>
          {guest.byDevice}
        </Button>
      </form>
    </GuestFrame>
  );
}
