import { LIMITS, type Sanction } from "@skein/protocol";
import {
  Blank,
  Button,
  Choice,
  Failure,
  Field,
  Row,
  TextField,
  useAction,
  useClient,
  useFormats,
  Answered,
  useAnswer,
} from "@skein/react";
import { Gavel } from "lucide-react";
import { useState } from "react";
import { ForAdmins } from "../settings/for-admins.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { useNameOf } from "./name-of.ts";
import { type Span, SpanChoice, useUntil } from "./span.tsx";

const PENALTIES = ["mute", "ban", "shadow"] as const satisfies readonly Sanction["penalty"][];

/** Who may not write, or not come in. */
export function Sanctions() {
  return (
    <SettingsPage section="sanctions">
      <ForAdmins>
        <List />
      </ForAdmins>
    </SettingsPage>
  );
}

function List() {
  const { order } = useAppTexts();
  const client = useClient();
  const formats = useFormats();
  const answer = useAnswer("sanction.list", { limit: 200 });
  const nameOf = useNameOf(answer.result?.users ?? []);
  const lift = useAction(async ({ user, penalty }: Sanction) => {
    await client.call("sanction.lift", { user, penalty });
    answer.again();
  });
  return (
    <>
      <NewSanction onSet={answer.again} />
      {lift.error && <Failure>{lift.error}</Failure>}
      <Answered answer={answer}>
        {({ sanctions }) =>
          sanctions.length === 0 ? (
            <Blank art={<Gavel size={32} />} title={order.sanctionsNone}>
              {order.sanctionsNoneHint}
            </Blank>
          ) : (
            <ul className="card">
              {sanctions.map((one) => (
                <li key={`${one.user} ${one.penalty}`}>
                  <Row
                    title={<bdi>{nameOf(one.user)}</bdi>}
                    detail={[
                      order.penalties[one.penalty],
                      one.until === undefined ? order.forEver : order.untilWhen(formats.moment(one.until)),
                      nameOf(one.by),
                      one.words,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                    trailing={<Button onClick={() => lift.run(one)}>{order.lift}</Button>}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  );
}

function NewSanction({ onSet }: { readonly onSet: () => void }) {
  const { order } = useAppTexts();
  const client = useClient();
  const untilOf = useUntil();
  const [login, setLogin] = useState("");
  const [penalty, setPenalty] = useState<Sanction["penalty"]>("mute");
  const [span, setSpan] = useState<Span>("day");
  const [words, setWords] = useState("");
  const [unknown, setUnknown] = useState(false);
  const set = useAction(async () => {
    const wanted = login.trim().replace(/^@/, "").toLowerCase();
    const { users } = await client.call("user.search", { query: wanted });
    const user = users.find((one) => one.login === wanted || one.id === wanted);
    setUnknown(!user);
    if (!user) return;
    const remark = words.trim();
    await client.call("sanction.set", {
      user: user.id,
      penalty,
      ...untilOf(span),
      ...(remark !== "" && { words: remark }),
    });
    setLogin("");
    setWords("");
    onSet();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (login.trim() !== "") set.run();
      }}
    >
      <Field
        label={order.person}
        error={unknown ? order.personWrong : set.error}
        value={login}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setLogin(event.target.value);
          setUnknown(false);
        }}
      />
      <Choice
        label={order.penalty}
        value={penalty}
        options={PENALTIES.map((value) => ({ value, label: order.penaltyVerbs[value] }))}
        onChange={setPenalty}
      />
      <SpanChoice value={span} onChange={setSpan} />
      <TextField
        label={order.remark}
        hint={penalty === "shadow" ? order.shadowHint : undefined}
        value={words}
        maxLength={LIMITS.remark}
        dir="auto"
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={set.busy} disabled={login.trim() === ""}>
          {order.verb}
        </Button>
      </div>
    </form>
  );
}
