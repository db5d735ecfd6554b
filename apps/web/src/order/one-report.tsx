import { LIMITS, type Params, type Result } from "@skein/protocol";
import {
  Button,
  Choice,
  Dialog,
  isolate,
  TextField,
  useAction,
  useClient,
  useFormats,
  useTexts,
  useToast,
  Answered,
  useAnswer,
} from "@skein/react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { useNameOf } from "./name-of.ts";
import { type Span, SpanChoice, useUntil } from "./span.tsx";
import { useSaid } from "./use-said.ts";

type Outcome = Params<"report.settle">["outcome"];
const OUTCOMES = ["dismissed", "recalled", "muted", "banned", "shadowed"] as const satisfies readonly Outcome[];
/** Outcomes that last. */
const LASTING: readonly Outcome[] = ["muted", "banned", "shadowed"];

/** A report with what was said around it, and what to do about it. */
export function OneReport({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { order } = useAppTexts();
  const answer = useAnswer("report.get", { report: id });
  return (
    <Dialog open onClose={onClose} title={order.reports} size="tall">
      <Answered answer={answer}>
        {(found) => (
          <>
            <Context found={found} />
            {found.report.state === "open" && <Settle id={id} onDone={onClose} />}
          </>
        )}
      </Answered>
    </Dialog>
  );
}

function Context({ found: { report, context, users } }: { readonly found: Result<"report.get"> }) {
  const { order } = useAppTexts();
  const { report: words, talk } = useTexts();
  const formats = useFormats();
  const nameOf = useNameOf(users);
  const said = useSaid();
  const settled =
    report.outcome &&
    `${order.settled[report.outcome]}: ${order.settledBy(nameOf(report.closedBy), formats.moment(report.closedAt ?? 0))}`;
  return (
    <>
      <blockquote className="ended-words">
        <bdi>{said(report.said)}</bdi>
      </blockquote>
      <p className="guest-hint">
        {order.said(nameOf(report.author))} · {words.reasons[report.reason]}
        {report.words !== undefined && (
          <>
            {" · "}
            <bdi>{report.words}</bdi>
          </>
        )}
      </p>
      {settled && <p>{settled}</p>}
      <h3 className="sk-field-label">{order.context}</h3>
      <ol className="report-context">
        {context
          // what people said: only that has a key
          .filter(({ key, ref }) => key !== undefined && ref === undefined)
          .map((entry) => (
            <li key={entry.seq} aria-current={entry.seq === report.seq ? "true" : undefined}>
              {talk.said(isolate(nameOf(entry.from)), isolate(said(entry)))}
            </li>
          ))}
      </ol>
    </>
  );
}

function Settle({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const { order } = useAppTexts();
  const client = useClient();
  const toast = useToast();
  const untilOf = useUntil();
  const [outcome, setOutcome] = useState<Outcome>("dismissed");
  const [span, setSpan] = useState<Span>("day");
  const [words, setWords] = useState("");
  const lasting = LASTING.includes(outcome);
  const settle = useAction(async () => {
    const remark = words.trim();
    const more = lasting ? { ...untilOf(span), ...(remark !== "" && { words: remark }) } : {};
    await client.call("report.settle", { report: id, outcome, ...more });
    toast(order.done);
    onDone();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        settle.run();
      }}
    >
      <Choice
        label={order.settle}
        value={outcome}
        options={OUTCOMES.map((value) => ({ value, label: order.outcomes[value] }))}
        onChange={setOutcome}
      />
      {lasting && (
        <>
          <SpanChoice value={span} onChange={setSpan} />
          <TextField
            label={order.remark}
            hint={outcome === "shadowed" ? order.shadowHint : undefined}
            value={words}
            maxLength={LIMITS.remark}
            dir="auto"
            onChange={(event) => setWords(event.target.value)}
          />
        </>
      )}
      {settle.error && (
        <p className="sk-field-error" role="alert">
          {settle.error}
        </p>
      )}
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={settle.busy}>
          {order.verb}
        </Button>
      </div>
    </form>
  );
}
