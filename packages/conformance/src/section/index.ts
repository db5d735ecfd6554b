import type { Section } from "../check.ts";
import { connection } from "./02-connection.ts";
import { frames } from "./03-frames.ts";
import { errors } from "./04-errors.ts";
import { heartbeat } from "./05-heartbeat.ts";
import { logs } from "./06-logs.ts";
import { sending } from "./07-sending.ts";
import { history } from "./08-history.ts";
import { marks } from "./09-marks.ts";
import { comingBack } from "./10-coming-back.ts";
import { events } from "./11-events.ts";
import { groups } from "./12-groups.ts";
import { accounts } from "./13-accounts.ts";
import { http } from "./14-http.ts";
import { limits } from "./15-limits.ts";
import { text } from "./16-text.ts";
import { people } from "./18-people.ts";
import { kinds } from "./19-kinds.ts";
import { polls } from "./20-polls.ts";
import { streams } from "./21-streams.ts";
import { order } from "./22-order.ts";
import { carried } from "./23-links-over-requests.ts";
import { files } from "./24-files.ts";
import { notifications } from "./26-notifications.ts";

/** One a section of SPEC.md, in its order. Sections 1 and 17 speak of clients: a server shows nothing of them. */
export const SECTIONS: readonly Section[] = [
  connection,
  frames,
  errors,
  heartbeat,
  logs,
  sending,
  history,
  marks,
  comingBack,
  events,
  groups,
  accounts,
  http,
  limits,
  text,
  people,
  kinds,
  polls,
  streams,
  order,
  carried,
  files,
  notifications,
];
