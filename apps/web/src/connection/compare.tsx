import { type Comparison, compareWays } from "@skein/client/lab";
import { Button, Choice, Failure, useAction, useClient, useFormats, useOnline } from "@skein/react";
import { ChartNoAxesColumn, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { amountsOf } from "./amounts.ts";
import { Compared } from "./compared.tsx";
import { Part } from "./part.tsx";
import { useLabTexts } from "./use-lab-texts.ts";

/** ms */
const EVERIES = { one: 1_000, five: 5_000, fifteen: 15_000 } as const;
const SPANS = { short: 15_000, usual: 30_000, long: 60_000 } as const;
/** Ms between two messages. */
const APART = 1_500;

/** All ways beside each other, when one asks for it. */
export function Compare() {
  const texts = useLabTexts();
  const client = useClient();
  const online = useOnline();
  const amounts = amountsOf(useFormats().locale);
  const [every, setEvery] = useState<keyof typeof EVERIES>("five");
  const [span, setSpan] = useState<keyof typeof SPANS>("usual");
  const [comparison, setComparison] = useState<Comparison>();
  const [asked, setAsked] = useState({ every: 0, lasts: 0 });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const race = useAction(async () => {
    stop.current = new AbortController();
    const wanted = { every: EVERIES[every], lasts: SPANS[span] };
    setComparison(undefined);
    setAsked(wanted);
    await compareWays(client, { ...wanted, apart: APART, signal: stop.current.signal, told: setComparison });
  });
  const left = Math.max(0, asked.lasts - (comparison?.ms ?? 0));
  return (
    <Part title={texts.compareTitle}>
      <p className="lab-words">{texts.compareWords}</p>
      <div className="lab-choices">
        <Choice
          label={texts.every}
          value={every}
          options={(["one", "five", "fifteen"] as const).map((value) => ({ value, label: texts.everies[value] }))}
          onChange={setEvery}
        />
        <Choice
          label={texts.lasts}
          value={span}
          options={(["short", "usual", "long"] as const).map((value) => ({ value, label: texts.spans[value] }))}
          onChange={setSpan}
        />
      </div>
      <div className="page-actions">
        <Button
          look="primary"
          busy={race.busy}
          disabled={!online && !race.busy}
          icon={<ChartNoAxesColumn size={18} aria-hidden="true" />}
          onClick={() => race.run()}
        >
          {texts.compareVerb}
        </Button>
        {race.busy && (
          <Button icon={<Square size={16} aria-hidden="true" />} onClick={() => stop.current?.abort()}>
            {texts.stop}
          </Button>
        )}
        <span className="lab-progress" aria-live="off">
          {!online && !race.busy
            ? texts.compareOffline
            : race.busy
              ? comparison
                ? texts.runs(amounts.lasting(left))
                : texts.opens
              : null}
        </span>
      </div>
      {/* what ticks is not read aloud; that it is over is */}
      <p className="sk-hidden" role="status">
        {comparison?.state === "over" && texts.over_}
      </p>
      {race.error !== undefined && <Failure onRetry={() => race.run()}>{race.error}</Failure>}
      {comparison && <Compared comparison={comparison} lasts={asked.lasts} />}
    </Part>
  );
}
