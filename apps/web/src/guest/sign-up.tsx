import { register } from "@skein/client";
import { Failure, RowsToCome } from "@skein/react";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { AccountForm } from "./account-form.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { useServerInfo } from "./use-server-info.ts";

export interface SignUpProps {
  readonly invite?: string | undefined;
  /** What one makes the account for. */
  readonly hint?: string;
  /** The way back to the sign-in where one stays at this address; the page for it where not given. */
  readonly onSignIn?: () => void;
}

/** Makes an account, where the server is open or one holds an invitation. */
export function SignUp({ invite, hint, onSignIn }: SignUpProps) {
  const { guest } = useAppTexts();
  const { info, error, retry } = useServerInfo();
  const foot = (
    <>
      {guest.haveAccount}{" "}
      {onSignIn ? (
        <button type="button" className="link" onClick={onSignIn}>
          {guest.signIn}
        </button>
      ) : (
        <Link href={pathTo.signin}>{guest.signIn}</Link>
      )}
    </>
  );
  if (error) {
    return (
      <GuestFrame title={guest.signUpTitle} foot={foot}>
        <Failure onRetry={retry}>{guest.unreachable}</Failure>
      </GuestFrame>
    );
  }
  if (!info) {
    return (
      <GuestFrame title={guest.signUpTitle}>
        <RowsToCome count={3} />
      </GuestFrame>
    );
  }
  if (!info.ready) return <GuestFrame title={guest.notReady} hint={guest.notReadyHint} />;
  if (info.registration === "closed") return <GuestFrame title={guest.closed} hint={guest.closedHint} foot={foot} />;
  if (info.registration === "invite" && !invite)
    return <GuestFrame title={guest.inviteNeeded} hint={guest.inviteNeededHint} foot={foot} />;
  return (
    <GuestFrame title={guest.signUpTitle} hint={invite ? guest.invited : hint} foot={foot}>
      <AccountForm
        verb={guest.signUp}
        make={(account) => register(location.origin, { ...account, ...(invite && { invite }) })}
      />
    </GuestFrame>
  );
}
