/** Friends, names for people, requests, whom one blocks and whom one lets near. */
export { type Contacts, createContacts } from "./contact.ts";
export { contactMigrations } from "./migrations.ts";
