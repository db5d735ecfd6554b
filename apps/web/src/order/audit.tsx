import type { AuditEntry, Profile } from "@skein/protocol";
import { Blank, Button, isolate, Row, useFormats, Answered, useAnswer } from "@skein/react";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { ForAdmins } from "../settings/for-admins.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { useNameOf } from "./name-of.ts";
import { useFacts } from "./use-facts.ts";

/** Who did what with their rights on the server. */
export function Audit() {
  return (
    <SettingsPage section="audit">
      <ForAdmins>
        <Page after={undefined} />
      </ForAdmins>
    </SettingsPage>
  );
}

function Page({ after }: { readonly after: string | undefined }) {
  const { order } = useAppTexts();
  const answer = useAnswer("audit.list", { limit: 50, ...(after !== undefined && { after }) });
  const [more, setMore] = useState(false);
  return (
    <Answered answer={answer}>
      {({ entries, users, next }) => (
        <>
          {entries.length === 0 && after === undefined ? (
            <Blank art={<ScrollText size={32} />} title={order.auditNone} />
          ) : (
            <ul className="card">
              {entries.map((entry) => (
                <li key={entry.id}>
                  <Deed entry={entry} users={users} />
                </li>
              ))}
            </ul>
          )}
          {next !== undefined &&
            (more ? <Page after={next} /> : <Button onClick={() => setMore(true)}>{order.more}</Button>)}
        </>
      )}
    </Answered>
  );
}

function Deed({ entry, users }: { readonly entry: AuditEntry; readonly users: readonly Profile[] }) {
  const { order } = useAppTexts();
  const formats = useFormats();
  const nameOf = useNameOf(users);
  const factsOf = useFacts();
  const { by, action, target, detail, at } = entry;
  const whom = target === undefined ? "" : users.some((user) => user.id === target) ? nameOf(target) : target;
  return (
    <Row
      title={
        <span className="deed">{order.deed(isolate(nameOf(by)), order.deeds[action] ?? action, isolate(whom))}</span>
      }
      detail={[formats.moment(at), ...factsOf(detail)].join(" · ")}
    />
  );
}
