import type { Report, Result } from "@skein/protocol";
import {
  Blank,
  Button,
  Choice,
  isolate,
  Row,
  useClient,
  useFormats,
  useTexts,
  Answered,
  useAnswer,
} from "@skein/react";
import { Flag } from "lucide-react";
import { useEffect, useState } from "react";
import { ForAdmins } from "../settings/for-admins.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { useNameOf } from "./name-of.ts";
import { OneReport } from "./one-report.tsx";
import { useSaid } from "./use-said.ts";

/** What people reported and the word list flagged, for the moderators. */
export function Reports() {
  return (
    <SettingsPage section="reports">
      <ForAdmins>
        <Queue />
      </ForAdmins>
    </SettingsPage>
  );
}

function Queue() {
  const { order } = useAppTexts();
  const [state, setState] = useState<Report["state"]>("open");
  const [looking, setLooking] = useState<string>();
  return (
    <>
      <Choice
        label={order.show}
        value={state}
        options={(["open", "closed"] as const).map((value) => ({ value, label: order.states[value] }))}
        onChange={setState}
      />
      <Page key={state} state={state} after={undefined} onLook={setLooking} />
      {looking !== undefined && <OneReport id={looking} onClose={() => setLooking(undefined)} />}
    </>
  );
}

interface PageProps {
  readonly state: Report["state"];
  readonly after: string | undefined;
  readonly onLook: (id: string) => void;
}

/** A page of the queue; it follows what is reported and settled elsewhere. */
function Page({ state, after, onLook }: PageProps) {
  const { order } = useAppTexts();
  const client = useClient();
  const answer = useAnswer("report.list", { state, limit: 50, ...(after !== undefined && { after }) });
  const { again } = answer;
  const [more, setMore] = useState(false);
  useEffect(() => client.on("report", again), [client, again]);
  return (
    <Answered answer={answer}>
      {({ reports, users, next }) => (
        <>
          {reports.length === 0 && after === undefined ? (
            <Blank art={<Flag size={32} />} title={order.none}>
              {order.noneHint}
            </Blank>
          ) : (
            <ul className="card">
              {reports.map((report) => (
                <li key={report.id}>
                  <ReportRow report={report} users={users} onLook={() => onLook(report.id)} />
                </li>
              ))}
            </ul>
          )}
          {next !== undefined &&
            (more ? (
              <Page state={state} after={next} onLook={onLook} />
            ) : (
              <Button onClick={() => setMore(true)}>{order.more}</Button>
            ))}
        </>
      )}
    </Answered>
  );
}

interface ReportRowProps {
  readonly report: Report;
  readonly users: Result<"report.list">["users"];
  readonly onLook: () => void;
}

function ReportRow({ report, users, onLook }: ReportRowProps) {
  const { order } = useAppTexts();
  const { report: words, talk } = useTexts();
  const formats = useFormats();
  const nameOf = useNameOf(users);
  const said = useSaid();
  const who = report.by === undefined ? order.byList : order.by(nameOf(report.by));
  const outcome = report.outcome && order.settled[report.outcome];
  return (
    <Row
      title={talk.said(isolate(nameOf(report.author)), isolate(said(report.said)))}
      detail={[words.reasons[report.reason], who, outcome, formats.moment(report.at)].filter(Boolean).join(" · ")}
      trailing={<Button onClick={onLook}>{order.look}</Button>}
    />
  );
}
