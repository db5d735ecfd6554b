import { tryWays, type WayReport } from "@skein/client/lab";
import { Button, Choice, Failure, useAction, useClient, useFormats } from "@skein/react";
import { Gauge, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { amountsOf, median } from "./amounts.ts";
import { Part } from "./part.tsx";
import { useLabTexts } from "./use-lab-texts.ts";
import { verdictsOf } from "./verdict.ts";

/** How long each way is kept silent, ms. */
const RESTS = { none: 0, short: 10_000, beat: 40_000, long: 180_000 } as const;
type Rest = keyof typeof RESTS;

/** Each way tried by itself, when one asks for it. */
export function Ways() {
  const texts = useLabTexts();
  const client = useClient();
  const [rest, setRest] = useState<Rest>("none");
  const [reports, setReports] = useState<readonly WayReport[]>([]);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const trial = useAction(async () => {
    stop.current = new AbortController();
    setReports([]);
    const { signal } = stop.current;
    const found = await tryWays(client, { rest: RESTS[rest], signal, told: setReports });
    setReports(signal.aborted ? [] : found);
  });
  return (
    <Part title={texts.tryTitle}>
      <p className="lab-words">{texts.tryWords}</p>
      <Choice
        label={texts.rest}
        value={rest}
        options={(["none", "short", "beat", "long"] as const).map((value) => ({ value, label: texts.rests[value] }))}
        onChange={setRest}
      />
      <div className="page-actions">
        <Button
          look="primary"
          busy={trial.busy}
          icon={<Gauge size={18} aria-hidden="true" />}
          onClick={() => trial.run()}
        >
          {texts.tryVerb}
        </Button>
        {trial.busy && (
          <Button icon={<Square size={16} aria-hidden="true" />} onClick={() => stop.current?.abort()}>
            {texts.stop}
          </Button>
        )}
      </div>
      {trial.error !== undefined && <Failure onRetry={() => trial.run()}>{trial.error}</Failure>}
      {reports.length > 0 && <Reports reports={reports} />}
      <div role="status">
        {verdictsOf(reports).map((verdict) => (
          <p key={verdict} className="lab-verdict" data-good={verdict === "best" || undefined}>
            {texts.verdicts[verdict]}
          </p>
        ))}
      </div>
    </Part>
  );
}

function Reports({ reports }: { readonly reports: readonly WayReport[] }) {
  const texts = useLabTexts();
  const amounts = amountsOf(useFormats().locale);
  const { columns } = texts;
  return (
    <table className="lab-table">
      <thead>
        <tr>
          <th scope="col">{columns.way}</th>
          <th scope="col">{columns.opens}</th>
          <th scope="col">{columns.trip}</th>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => {
          const { way, state, why, welcomedMs, trips, rest, status } = report;
          const trip = median(trips);
          const found = why ?? (state === "fails" ? "works" : state);
          return (
            <tr key={way} data-state={why ? "fails" : rest && rest.found !== "kept" ? "fails" : state}>
              <th scope="row">
                {texts.ways[way]}
                <span className="lab-found">
                  {texts.states[found]}
                  {status !== undefined && ` · ${texts.status(status)}`}
                  {rest && ` · ${texts.rested[rest.found](amounts.lasting(rest.ms))}`}
                </span>
              </th>
              <td>{welcomedMs === undefined ? "–" : amounts.ms(welcomedMs)}</td>
              <td>{trip === undefined ? "–" : amounts.ms(trip)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
