import { LIMITS } from "@skein/protocol";
import { isSendable, type Params, type Result, type Sanction } from "@skein/protocol/schema";
import { command, type Caller, type Command } from "../../../command/command.ts";
import { fingerprint } from "../../../kit/id.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { memberOf } from "../../../message/admit.ts";
import { Json } from "../../../message/encode.ts";
import { isHidden, seenBy } from "../../../message/hidden.ts";
import { foldedJson, readEntries } from "../../../message/read.ts";
import type { StoredEntry } from "../../../storage/storage.ts";
import { noted, placeIn } from "../../audit/index.ts";
import { takeDown } from "../../message/index.ts";
import { namesOf } from "../names.ts";
import type { ModerationParts } from "../parts.ts";
import { layUpon } from "../sanction.ts";
import { reportById, reported, reportOf, type ReportRow, reportsBefore, settled } from "../store.ts";
import { tell } from "../tell.ts";

type Outcome = Params<"report.settle">["outcome"];

/** What an outcome lays upon the author. */
const PENALTY: Partial<Record<Outcome, Sanction["penalty"]>> = { muted: "mute", banned: "ban", shadowed: "shadow" };

/** What people show to the moderators, and what these make of it. */
export function reportCommands(parts: ModerationParts): Command[] {
  const { storage } = parts;
  return [
    command("report.create", (caller, params) => report(parts, caller, params), 5),
    command(
      "report.list",
      async (_, { after, limit = 50, ...of }) => {
        const rows = await storage.query<ReportRow>(reportsBefore(of, placeIn(after), limit + 1));
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        const users = await namesOf(parts, page.flatMap(namedBy));
        return { reports: page.map(reportOf), users, ...(last && { next: `${last.pos}:${last.id}` }) };
      },
      2,
    ),
    command("report.get", async (caller, { report: id }) => inContext(parts, caller, await known(parts, id)), 2),
    command("report.settle", (caller, params) => settle(parts, caller, params), 2),
  ];
}

/** Shows a message to the moderators, with what was said around it: also if it is taken back later. [MOD-7] */
async function report(
  parts: ModerationParts,
  { user }: Caller,
  { conv, seq, reason, words }: Params<"report.create">,
): Promise<Result<"report.create">> {
  const { reading, commit, clock } = parts;
  if (reason === "words") throw new Refusal("invalid", { path: "/reason", message: "only the list says so" });
  const conversation = await memberOf(reading.conversations, conv, user);
  const since = conversation.readableFrom(user);
  const { entries } = await reading.storage.page(conv, {
    after: Math.max(since - 1, seq - 1 - LIMITS.reportContext, 0),
    limit: 2 * LIMITS.reportContext + 1,
  });
  const entry = entries.find((one) => one.seq === seq);
  if (!entry || seq < since || !isSendable(entry.kind) || isHidden(entry)) throw new Refusal("not_found");
  if (entry.from === user) throw new Refusal("forbidden", { message: "This is your own message." });
  if (entry.body === "{}") throw new Refusal("recalled");
  const said = await saidIn(parts, user, entry);
  const id = fingerprint(JSON.stringify([conv, seq, user])).slice(0, 24);
  const context = await foldedJson(reading, user, entries);
  const kept = { id, conv, seq, author: entry.from, reporter: user, reason, words, said, context, at: clock.now() };
  try {
    await commit.submit({ rows: [reported(kept)], tell: tell({ report: [id, "open"] }) });
  } catch (fault) {
    // reported by them before
    if (!Refusal.is(fault, "conflict")) throw fault;
  }
  return { report: id };
}

/** Kind and body as it reads now, edits included. */
async function saidIn({ reading }: ModerationParts, user: string, entry: StoredEntry): Promise<string> {
  const fold = (await reading.folds.of(user, [entry])).get(entry);
  const edited = fold === undefined ? undefined : (JSON.parse(fold) as { edited?: { body: unknown } }).edited?.body;
  return JSON.stringify({ kind: entry.kind, body: edited ?? (JSON.parse(entry.body) as unknown) });
}

async function settle(
  parts: ModerationParts,
  caller: Caller,
  { report: id, outcome, until, words }: Params<"report.settle">,
): Promise<Result<"report.settle">> {
  const { commit, clock, random } = parts;
  const { user: by } = caller;
  const row = await known(parts, id);
  const { conv, seq, author } = row;
  const now = clock.now();
  const penalty = PENALTY[outcome];
  const more = { ...(until !== undefined && { until }), ...(words !== undefined && { words }) };
  const laid = penalty && layUpon(parts, caller, { user: author, penalty, ...more });
  const taken = outcome === "recalled" ? await takeDown(parts, by, conv, seq) : undefined;
  const note = { by, action: "report.settle", target: author, detail: { report: id, outcome, conv, seq } };
  await commit.submit({
    rows: [...settled(row, outcome, by, now), ...(laid?.rows ?? []), ...(taken?.rows ?? []), noted(note, random, now)],
    entries: taken ? [taken.entry] : [],
    tell: tell({ report: [id, "closed"], ...laid?.tell }),
  });
  return {};
}

/** What was said around it: as it was when somebody reported it; for what the list found, as it is. */
async function inContext(parts: ModerationParts, { user }: Caller, row: ReportRow): Promise<Json> {
  const { storage, reading } = parts;
  const { conv, seq, context } = row;
  const seqs = Array.from({ length: 2 * LIMITS.reportContext + 1 }, (_, i) => seq - LIMITS.reportContext + i);
  const entries = context === null ? await readEntries(reading, conv, seqs) : [];
  const said =
    context ??
    (await foldedJson(
      reading,
      user,
      entries.map((one) => seenBy(one, one.from)),
    ));
  const named = (JSON.parse(said) as readonly { readonly from: string }[]).map(({ from }) => from);
  const users = await namesOf(parts, [...namedBy(row), ...named]);
  const report = JSON.stringify(reportOf((await storage.query<ReportRow>(reportById(row.id)))[0] ?? row));
  return new Json(`{"report":${report},"context":${said},"users":${JSON.stringify(users)}}`);
}

async function known({ storage }: ModerationParts, id: string): Promise<ReportRow> {
  const [row] = await storage.query<ReportRow>(reportById(id));
  if (!row) throw new Refusal("not_found");
  return row;
}

function namedBy({ author, reporter, closer }: ReportRow): string[] {
  return [author, reporter, closer].filter((one) => one !== null);
}
