import type { Item } from "@skein/client";
import { LIMITS, type Params } from "@skein/protocol";
import { useState } from "react";
import { useClient } from "../provider.tsx";
import { Choice } from "../kit/choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { DialogActions } from "../kit/dialog-actions.tsx";
import { TextField } from "../kit/field.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useTexts } from "../text/language.tsx";

type Reason = Params<"report.create">["reason"];

const REASONS = ["spam", "abuse", "violence", "sexual", "illegal", "other"] as const satisfies readonly Reason[];

export interface ReportMessageProps {
  readonly id: string;
  readonly item: Item | undefined;
  readonly onClose: () => void;
}

/** Shows a message to the moderators of the server: why, and in a few words if one likes. */
export function ReportMessage({ id, item, onClose }: ReportMessageProps) {
  const { report } = useTexts();
  const client = useClient();
  const toast = useToast();
  const [reason, setReason] = useState<(typeof REASONS)[number]>("spam");
  const [words, setWords] = useState("");
  const send = useAction(async () => {
    const remark = words.trim();
    const more = remark === "" ? {} : { words: remark };
    await client.call("report.create", { conv: id, seq: item?.seq ?? 0, reason, ...more });
    toast(report.done);
    onClose();
  });
  return (
    <Dialog
      open={item !== undefined}
      onClose={onClose}
      title={report.title}
      size="small"
      actions={<DialogActions verb={report.verb} action={send} onClose={onClose} look="danger" />}
    >
      <div className="sk-form">
        <p>{report.hint}</p>
        <Choice
          label={report.reason}
          value={reason}
          options={REASONS.map((value) => ({ value, label: report.reasons[value] }))}
          onChange={setReason}
        />
        <TextField
          label={report.words}
          value={words}
          maxLength={LIMITS.remark}
          dir="auto"
          error={send.error}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
