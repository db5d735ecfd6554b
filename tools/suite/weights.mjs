/**
 * Seconds that test files take beside others, as the reports of a run say, where they are many. No measure of speed, and nothing fails
 * by it: parts that begin together are to end together. What is not here takes a few.
 * @type {Readonly<Record<string, number>>}
 */
const SECONDS = {
  "apps/web/test/access-groups.browser.test.ts": 59,
  "apps/web/test/access.browser.test.ts": 53,
  "apps/web/test/alerts.browser.test.ts": 12,
  "apps/web/test/avatars.browser.test.ts": 7,
  "apps/web/test/commute.browser.test.ts": 60,
  "apps/web/test/connection.browser.test.ts": 15,
  "apps/web/test/devices.browser.test.ts": 9,
  "apps/web/test/files.browser.test.ts": 58,
  "apps/web/test/group-doors.browser.test.ts": 39,
  "apps/web/test/group-panel.browser.test.ts": 42,
  "apps/web/test/group.browser.test.ts": 9,
  "apps/web/test/keep.browser.test.ts": 44,
  "apps/web/test/keyboard.browser.test.ts": 10,
  "apps/web/test/kinds.browser.test.ts": 31,
  "apps/web/test/list.browser.test.ts": 6,
  "apps/web/test/mentions.browser.test.ts": 14,
  "apps/web/test/messages.browser.test.ts": 11,
  "apps/web/test/offline.browser.test.ts": 7,
  "apps/web/test/order.browser.test.ts": 11,
  "apps/web/test/people.browser.test.ts": 20,
  "apps/web/test/pins.browser.test.ts": 10,
  "apps/web/test/previews.browser.test.ts": 5,
  "apps/web/test/push.browser.test.ts": 17,
  "apps/web/test/scroll.browser.test.ts": 6,
  "apps/web/test/search.browser.test.ts": 14,
  "apps/web/test/stickers.browser.test.ts": 10,
  "apps/web/test/talk.browser.test.ts": 25,
  "apps/web/test/threads.browser.test.ts": 23,
  "apps/web/test/train.browser.test.ts": 7,
  "apps/web/test/two-people.browser.test.ts": 19,
  "apps/web/test/voice.browser.test.ts": 19,
  "apps/web/test/ways.browser.test.ts": 23,
  "packages/client/test/back.browser.test.ts": 8,
  "packages/client/test/files.test.ts": 8,
  "packages/client/test/hour.test.ts": 7,
  "packages/client/test/tabs.browser.test.ts": 15,
  "packages/conformance/test/conformance.cluster.test.ts": 6,
  "packages/conformance/test/conformance.test.ts": 14,
  "packages/server/src/cluster/nats.cluster.test.ts": 6,
  "packages/server/src/module/search/postgres/shared-index.cluster.test.ts": 15,
  "packages/server/src/storage/blob/s3.cluster.test.ts": 9,
  "packages/server/src/storage/postgres/follow.cluster.test.ts": 9,
  "packages/server/src/storage/postgres/nodes.cluster.test.ts": 10,
  "packages/server/src/storage/postgres/postgres.cluster.test.ts": 10,
  "packages/server/src/storage/postgres/same-outcomes.cluster.test.ts": 5,
  "packages/server/test/backup.test.ts": 26,
  "packages/server/test/cli.test.ts": 12,
  "packages/server/test/doctor-connect.test.ts": 8,
  "packages/server/test/doctor.cluster.test.ts": 7,
  "packages/server/test/flight.cluster.test.ts": 6,
  "packages/server/test/migrate.cluster.test.ts": 9,
  "packages/server/test/postgres-backup.cluster.test.ts": 14,
  "packages/server/test/postgres.cluster.test.ts": 7,
  "packages/server/test/search.test.ts": 9,
  "packages/server/test/start.test.ts": 6,
  "packages/server/test/transfer/many.cluster.test.ts": 14,
  "packages/server/test/transfer/transfer.cluster.test.ts": 15,
  "packages/server/test/workers.cluster.test.ts": 10,
  "packages/testkit/test/cluster/across.cluster.test.ts": 10,
  "packages/testkit/test/cluster/carried.cluster.test.ts": 5,
  "packages/testkit/test/cluster/chaos.cluster.test.ts": 29,
  "packages/testkit/test/cluster/files.cluster.test.ts": 20,
  "packages/testkit/test/cluster/lost.cluster.test.ts": 9,
  "packages/testkit/test/cluster/refused.cluster.test.ts": 20,
  "packages/testkit/test/cluster/search.cluster.test.ts": 12,
  "packages/testkit/test/crash.test.ts": 39,
  "packages/testkit/test/fuzz.cluster.test.ts": 84,
  "packages/testkit/test/fuzz.test.ts": 68,
  "packages/testkit/test/lab.test.ts": 5,
  "packages/testkit/test/ladder.test.ts": 7,
  "packages/testkit/test/push-crash.test.ts": 5,
  "packages/testkit/test/push.cluster.test.ts": 10,
  "packages/testkit/test/road/commute.test.ts": 5,
  "packages/testkit/test/wire/connection.test.ts": 5,
  "packages/testkit/test/wire/contacts.test.ts": 5,
  "packages/testkit/test/wire/conversations.test.ts": 8,
  "packages/testkit/test/wire/group-doors.test.ts": 8,
  "packages/testkit/test/wire/group-rights.test.ts": 12,
  "packages/testkit/test/wire/groups.test.ts": 11,
  "packages/testkit/test/wire/heartbeat-drain-slow.test.ts": 6,
  "packages/testkit/test/wire/marks.test.ts": 5,
  "packages/testkit/test/wire/over-requests.test.ts": 36,
  "packages/testkit/test/wire/push.test.ts": 7,
  "packages/testkit/test/wire/sending.test.ts": 5,
  "packages/testkit/test/wire/sync.test.ts": 26,
};
const FEW = 3;

/**
 * Deals files out to parts that take alike long: the heaviest first, each to the part that has least.
 * @param {string[]} files
 * @param {number} parts
 * @returns {string[][]}
 */
export function dealt(files, parts) {
  const hands = Array.from({ length: parts }, () => ({ weight: 0, files: /** @type {string[]} */ ([]) }));
  for (const file of files.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const least = hands.reduce((a, b) => (b.weight < a.weight ? b : a));
    least.weight += weightOf(file);
    least.files.push(file);
  }
  return hands.map((hand) => hand.files);
}

/** @param {string} file */
const weightOf = (file) => SECONDS[file] ?? FEW;
