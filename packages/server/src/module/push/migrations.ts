import type { Migration } from "../../storage/migration.ts";

/**
 * Devices that are reached while they are away: one row for each signed-in device, and each address (`place` is its fingerprint) of one
 * device only. What is yet to be told stands in `push_queue`, one row for each device, conversation and thread: entries from `first` to
 * `seq`, the newest that mentions the person; not before `due`; `taken` by the try that is under way. Times are milliseconds.
 */
export const pushMigrations: readonly Migration[] = [
  {
    id: "push-1",
    up: [
      `CREATE TABLE push_devices (
         id TEXT PRIMARY KEY, session TEXT NOT NULL UNIQUE, person TEXT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL,
         place TEXT NOT NULL UNIQUE, p256dh TEXT, auth TEXT, vendor TEXT, language TEXT, created BIGINT NOT NULL,
         failing BIGINT NOT NULL DEFAULT 0)`,
      "CREATE INDEX push_devices_person ON push_devices (person)",
      `CREATE TABLE push_queue (
         device TEXT NOT NULL, conv BIGINT NOT NULL, root BIGINT NOT NULL, first BIGINT NOT NULL, seq BIGINT NOT NULL,
         mention BIGINT NOT NULL, due BIGINT NOT NULL, since BIGINT NOT NULL, tries BIGINT NOT NULL, taken TEXT NOT NULL,
         PRIMARY KEY (device, conv, root))`,
      "CREATE INDEX push_queue_due ON push_queue (due)",
      "CREATE INDEX push_queue_taken ON push_queue (taken) WHERE taken <> ''",
      "CREATE INDEX kept_notify ON kept (conv, notify) WHERE notify > 0",
      "CREATE TABLE push_keys (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ],
  },
  {
    id: "push-2",
    up: [
      // a message to all of a crowd, whose members up to `after` have it in the queue
      `CREATE TABLE push_spread (
         conv TEXT NOT NULL, seq BIGINT NOT NULL, sender TEXT NOT NULL, at BIGINT NOT NULL, due BIGINT NOT NULL,
         after TEXT NOT NULL, PRIMARY KEY (conv, seq))`,
    ],
  },
];
