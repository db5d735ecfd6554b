export type GroupRole = "owner" | "admin" | "member";

const ROLES: readonly GroupRole[] = ["owner", "admin", "member"];

/** Whether somebody may add people and change the group. The server decides; this spares buttons that would be refused. [GROUP-4] */
export function mayChange(role: GroupRole | undefined): boolean {
  return role === "owner" || role === "admin";
}

/** An owner may remove anybody, an admin members only. */
export function mayRemove(role: GroupRole, of: GroupRole): boolean {
  return role === "owner" || (role === "admin" && of === "member");
}

/** The roles that somebody may give to a member who has another one now. */
export function rolesToGive(role: GroupRole, now: GroupRole): readonly GroupRole[] {
  return role === "owner" ? ROLES.filter((next) => next !== now) : [];
}
