import { Flag } from "lucide-react";
import { ReportMessage } from "../report-message.tsx";
import type { MessageAction } from "./row.ts";

export const reportAction: MessageAction = {
  id: "report",
  icon: Flag,
  label: ({ report }) => report.action,
  danger: true,
  offered: ({ seq, from, said, recalled }, { me }) =>
    seq !== undefined && said === true && recalled === undefined && from !== me,
  run: (item, { talk: { id, show } }) =>
    show(({ open, onClose }) => <ReportMessage id={id} item={open ? item : undefined} onClose={onClose} />),
};
