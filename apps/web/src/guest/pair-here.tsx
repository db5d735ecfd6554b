import { SkeinError } from "@skein/client";
import { pair, type PairingShown } from "@skein/client/pair";
import { Button, Failure, useErrorText, Qr } from "@skein/react";
import { useEffect, useRef, useState } from "react";
import { deviceInfo } from "../session/device-info.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { useEnter } from "./use-enter.ts";

/** Signs this device in by one that is: shows a code, and waits for whoever holds the other to confirm. */
export function PairHere({ onPassword }: { readonly onPassword: () => void }) {
  const { guest } = useAppTexts();
  const { shown, error, again } = usePairing();
  const { state, url } = shown;
  const link = url && `${location.origin}/${url.slice(url.indexOf("pair#"))}`;
  return (
    <GuestFrame
      title={guest.pairTitle}
      hint={state === "waiting" ? guest.pairHint : undefined}
      foot={
        <button type="button" className="link" onClick={onPassword}>
          {guest.withPassword}
        </button>
      }
    >
      {error && <Failure onRetry={again}>{error}</Failure>}
      <div className="pair-code" aria-live="polite">
        {state === "refused" ? (
          <>
            <p>{guest.pairRefused}</p>
            <Button look="primary" onClick={again}>
              {guest.pairAgain}
            </Button>
          </>
        ) : state === "seen" ? (
          <p className="pair-seen">{guest.pairSeen}</p>
        ) : link === undefined ? (
          <div className="sk-qr qr-coming" aria-label={guest.pairComing} role="status" />
        ) : (
          <>
            <Qr text={link} label={guest.pairQr} />
            <p>
              <a className="address" href={link} onClick={(event) => event.preventDefault()}>
                <bdi>{link}</bdi>
              </a>
            </p>
          </>
        )}
      </div>
    </GuestFrame>
  );
}

function usePairing(): {
  readonly shown: PairingShown;
  readonly error: string | undefined;
  readonly again: () => void;
} {
  const errorText = useErrorText();
  const enter = useEnter();
  const [shown, show] = useState<PairingShown>({ state: "waiting" });
  const [error, setError] = useState<string>();
  const [turn, setTurn] = useState(0);
  const latest = useRef({ enter, errorText });
  useEffect(() => {
    latest.current = { enter, errorText };
  });
  useEffect(() => {
    const stop = new AbortController();
    pair(location.origin, deviceInfo(), (now) => !stop.signal.aborted && show(now), stop.signal)
      .then((signedIn) => signedIn && !stop.signal.aborted && latest.current.enter(signedIn))
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setError(latest.current.errorText(SkeinError.from(thrown)));
      });
    return () => stop.abort();
  }, [turn]);
  const again = (): void => {
    setError(undefined);
    setTurn(turn + 1);
  };
  return { shown, error, again };
}
