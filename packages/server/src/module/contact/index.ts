/** Friends, names for people, requests, whom one blocks and whom one lets near. */
export { createContacts } from "./contact.ts";
export { contactMigrations } from "./migrations.ts";
