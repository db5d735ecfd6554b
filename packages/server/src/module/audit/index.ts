/** What was done with an admin's or the operator's rights. */
export { auditMigrations, noted, placeIn, readAudit } from "./audit.ts";
