import { type GroupLink, LIMITS } from "@skein/protocol";
import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../kit/button.tsx";
import { Choice } from "../kit/choice.tsx";
import { Field } from "../kit/field.tsx";
import { Toggle } from "../kit/toggle.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useFormats, useTexts } from "../text/language.tsx";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a link is good, ms; undefined: until it is revoked. */
const SPANS = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, ever: undefined } as const;
type Span = keyof typeof SPANS;

export interface NewInviteLinkProps {
  readonly id: string;
  readonly onBack: () => void;
  readonly onMade: (link: GroupLink) => void;
}

/** Makes a link into a group: for how long, for how many, and whether one asks. */
export function NewInviteLink({ id, onBack, onMade }: NewInviteLinkProps) {
  const { doors, kit } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const [span, setSpan] = useState<Span>("week");
  const [limit, setLimit] = useState("");
  const [approval, setApproval] = useState(false);
  const [tried, setTried] = useState(false);
  const most = limit.trim() === "" ? undefined : Number(limit);
  const good = most === undefined || (Number.isInteger(most) && most >= 1 && most <= LIMITS.linkUses);
  const make = useAction(async () => {
    const length = SPANS[span];
    onMade(
      await client.call("group.link.create", {
        conv: id,
        ...(length !== undefined && { expires: now() + length }),
        ...(most !== undefined && { limit: most }),
        approval,
      }),
    );
  });
  return (
    <form
      className="sk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (good) make.run();
      }}
    >
      <Choice
        label={doors.lasts}
        value={span}
        options={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: doors.spans[value] }))}
        onChange={setSpan}
      />
      <Field
        label={doors.limit}
        hint={doors.limitHint}
        error={tried && !good ? doors.limitWrong(formats.number(LIMITS.linkUses)) : undefined}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={limit}
        onChange={(event) => setLimit(event.target.value)}
      />
      <Toggle label={doors.approval} hint={doors.approvalHint} checked={approval} onChange={setApproval} />
      {make.error && (
        <p className="sk-field-error" role="alert">
          {make.error}
        </p>
      )}
      <div className="sk-form-end">
        <Button onClick={onBack}>{kit.back}</Button>
        <Button look="primary" type="submit" busy={make.busy}>
          {doors.makeLink}
        </Button>
      </div>
    </form>
  );
}
