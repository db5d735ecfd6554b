import { mayInGroup } from "@skein/protocol";
import type { GroupSettings } from "@skein/protocol/schema";
import { withinList } from "../../message/of-list.ts";
import type { SummaryExtra } from "../../message/read.ts";
import type { Storage, StoredSummary } from "../../storage/storage.ts";

/** What a group tells only to some: how many ask to come in, which announcement one has read. One read each, and only where there may be any. */
export function groupExtras(storage: Pick<Storage, "query">): SummaryExtra {
  return async (user, summaries) => {
    const groups = summaries.filter(({ kind }) => kind === "group");
    const asked = groups.filter(({ settings, mine }) =>
      mayInGroup(settingsIn(settings).permissions, mine.role, "approve"),
    );
    const announced = groups.filter(({ settings }) => settings.includes('"announcement":'));
    const [requests, reads] = await Promise.all([
      numbers(storage, user, asked, "SELECT c.id AS id, count(*) AS n FROM group_requests t", "", []),
      numbers(storage, user, announced, "SELECT c.id AS id, max(t.id) AS n FROM group_reads t", "AND t.person = ?", [
        user,
      ]),
    ]);
    const found = new Map<string, string>();
    for (const { id } of groups) {
      const fields = [
        ...(requests.has(id) ? [`"requests":${requests.get(id)}`] : []),
        ...(reads.has(id) ? [`"announcementRead":${reads.get(id)}`] : []),
      ];
      if (fields.length > 0) found.set(id, fields.join(","));
    }
    return found;
  };
}

async function numbers(
  storage: Pick<Storage, "query">,
  user: string,
  groups: readonly StoredSummary[],
  select: string,
  where: string,
  parameters: readonly unknown[],
): Promise<ReadonlyMap<string, number>> {
  if (groups.length === 0) return new Map();
  const within = withinList(
    user,
    groups.map(({ id }) => id),
  );
  const rows = await storage.query<{ id: string; n: number }>({
    sql: `${select} JOIN conversations c ON c.num = t.conv WHERE ${within.sql} ${where} GROUP BY c.id`,
    parameters: [...within.parameters, ...parameters],
  });
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

function settingsIn(text: string): GroupSettings {
  return text === "{}" ? {} : (JSON.parse(text) as GroupSettings);
}
