import type { Caller, Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Storage } from "../../storage/storage.ts";

const GROUPS = `SELECT c.id AS conv, CASE WHEN m.role = 'owner' AND c.size > 1 AND c.dissolved = 0 AND NOT EXISTS (SELECT 1 FROM members o
    WHERE o.conv = m.conv AND o."user" <> m."user" AND o.role = 'owner') THEN 1 ELSE 0 END AS held
  FROM members m JOIN conversations c ON c.num = m.conv WHERE m."user" = ? AND c.kind = 'group' ORDER BY c.id`;

/** Leaves every group of a person as they would by hand, or none: `last_owner` while one of them has no other owner. [ERASE-3] */
export async function leaveAll(
  storage: Pick<Storage, "query">,
  commands: readonly Command[],
  caller: Caller,
): Promise<void> {
  const leave = commands.find(({ name }) => name === "group.leave");
  if (!leave) throw new Error("there is no command to leave a group");
  const groups = await storage.query<{ conv: string; held: number }>({ sql: GROUPS, parameters: [caller.user] });
  if (groups.some(({ held }) => held === 1)) throw new Refusal("last_owner");
  for (const { conv } of groups) {
    try {
      await leave.run(caller, { conv });
    } catch (fault) {
      // somebody removed them meanwhile
      if (!(fault instanceof Refusal) || fault.error !== "not_found") throw fault;
    }
  }
}
