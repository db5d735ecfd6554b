import { mustChange, prepare } from "./prepared.ts";
import type { Statement } from "../../storage/storage.ts";
import { tables, type Role } from "./tables.ts";

const updateRole = prepare((of: { id: string; role: Role }) =>
  tables
    .updateTable("users")
    .set({ role: of.role })
    .where("id", "=", of.id)
    .where((row) =>
      row.or([
        row("role", "<>", "owner"),
        row(row.val(of.role), "=", "owner"),
        row.exists(
          row
            .selectFrom("users as other")
            .select("other.id")
            .where("other.role", "=", "owner")
            .where("other.id", "<>", of.id),
        ),
      ]),
    ),
);

/** Gives a person a role, unless no owner would be left. [ROLE-2] */
export function changeRole(id: string, role: Role): Statement {
  return mustChange(updateRole({ id, role }), "last_owner");
}
