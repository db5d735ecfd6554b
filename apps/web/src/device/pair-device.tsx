import type { Pairing } from "@skein/protocol";
import {
  Blank,
  Button,
  IconButton,
  RowsToCome,
  useAction,
  useClient,
  useErrorText,
  useFormats,
  useNow,
  useOnline,
  useTexts,
} from "@skein/react";
import { ArrowLeft, MonitorSmartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { goBack, navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { usePlace } from "./use-place.ts";

type Look = { readonly pairing?: Pairing; readonly error?: string };

/** A device asks to be signed in: who it is, and whether one wants that. */
export function PairDevice({ code }: { readonly code: string }) {
  const { settings: texts } = useAppTexts();
  const { kit } = useTexts();
  const client = useClient();
  const online = useOnline();
  const errorText = useErrorText();
  const [{ pairing, error }, setLook] = useState<Look>({});
  const [done, setDone] = useState<"in" | "refused">();
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    client
      .call("pairing.look", { code })
      .then((look) => wanted && setLook(look))
      .catch((thrown: unknown) => wanted && setLook({ error: errorText(thrown) }));
    return () => {
      wanted = false;
    };
  }, [client, code, online, errorText]);
  const answer = useAction(async (accept: boolean) => {
    await client.call("pairing.answer", { code, accept });
    setDone(accept ? "in" : "refused");
  });
  const toDevices = (
    <Button onClick={() => navigate(pathTo.settings("devices"), { replace: true })}>{texts.devices}</Button>
  );
  return (
    <section className="page" aria-label={texts.pair}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => goBack(pathTo.home)}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{texts.pair}</h2>
      </header>
      <div className="page-body sk-scroll pair-page">
        {done !== undefined ? (
          <Blank
            art={<MonitorSmartphone size={32} />}
            title={done === "in" ? texts.pairDone : texts.pairRefused}
            action={toDevices}
          >
            {done === "in" ? texts.pairDoneHint : ""}
          </Blank>
        ) : error !== undefined ? (
          <Blank art={<MonitorSmartphone size={32} />} title={texts.pairGone} action={toDevices}>
            {`${error} ${texts.pairGoneHint}`}
          </Blank>
        ) : pairing === undefined ? (
          <RowsToCome count={3} />
        ) : (
          <Asking pairing={pairing} busy={answer.busy} error={answer.error} onAnswer={answer.run} />
        )}
      </div>
    </section>
  );
}

interface AskingProps {
  readonly pairing: Pairing;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onAnswer: (accept: boolean) => void;
}

function Asking({ pairing, busy, error, onAnswer }: AskingProps) {
  const { settings: texts } = useAppTexts();
  const formats = useFormats();
  const placeOf = usePlace();
  const now = useNow(10_000);
  const place = pairing.near ? texts.pairNear : placeOf(pairing);
  return (
    <>
      <h3 className="guest-title">{texts.pairConfirmTitle}</h3>
      <dl className="facts">
        <dt>{texts.pairDevice}</dt>
        <dd>
          <bdi>{pairing.name}</bdi>
        </dd>
        {place !== undefined && (
          <>
            <dt>{texts.pairPlace}</dt>
            <dd>{pairing.near && pairing.address ? `${place} (${pairing.address})` : place}</dd>
          </>
        )}
        <dt>{texts.pairWhen}</dt>
        <dd>{formats.ago(pairing.created, now)}</dd>
      </dl>
      <p>{texts.pairConfirmHint}</p>
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
      <div className="sk-form-end">
        <Button busy={busy} onClick={() => onAnswer(false)}>
          {texts.pairRefuse}
        </Button>
        <Button look="primary" busy={busy} onClick={() => onAnswer(true)}>
          {texts.pairAccept}
        </Button>
      </div>
    </>
  );
}
