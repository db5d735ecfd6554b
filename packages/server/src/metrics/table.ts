import type { Ledger } from "../command/ledger.ts";
import type { Readiness } from "../kit/readiness.ts";
import type { Tally } from "../kit/tally.ts";
import type { Commit } from "../message/commit.ts";
import type { Conversations } from "../message/conversations.ts";
import type { Fanout } from "../message/fanout.ts";
import type { Recent } from "../message/recent.ts";
import type { Hub } from "../session/hub.ts";
import type { Flusher } from "../session/outbox.ts";
import type { Admission } from "../transport/admission.ts";
import type { CarriedLinks } from "../transport/carried-links.ts";
import type { LinkRelay } from "../transport/link-relay.ts";
import type { Meters } from "./meters.ts";
import { PROCESS } from "./process.ts";
import type { MetricRow } from "./row.ts";

/** What is looked at when somebody reads the metrics. */
export interface Observed {
  readonly meters: Meters;
  readonly readiness: Readiness;
  readonly admission: Admission;
  readonly links: CarriedLinks;
  readonly relay: LinkRelay;
  readonly hub: Hub;
  readonly flusher: Flusher;
  readonly ledger: Ledger;
  readonly commit: Commit;
  readonly fanout: Fanout;
  readonly conversations: Conversations;
  readonly recent: Recent;
  /** What became of notifications. */
  readonly push: Tally;
  /** The search index, as it was last looked at. */
  readonly search: { standing(): { readonly behind: number; readonly bytes: number } };
}

/** Every metric of a node. None of them names a person, a conversation or an address. */
export const METRICS: readonly MetricRow<Observed>[] = [
  {
    type: "gauge",
    name: "skein_ready",
    help: "1 while the node should be sent people, as /readyz says.",
    read: ({ readiness }) => (readiness.ready ? 1 : 0),
  },
  {
    type: "gauge",
    name: "skein_connections",
    help: "Open connections, those included that have not said hello yet.",
    read: ({ admission }) => admission.open,
  },
  {
    type: "gauge",
    name: "skein_connections_by_transport",
    help: "Open connections by what carries them: websocket, sse, long-poll.",
    labels: ["transport"],
    *read({ admission, links: { open } }) {
      yield [["websocket"], admission.open - open.sse - open["long-poll"]];
      yield [["sse"], open.sse];
      yield [["long-poll"], open["long-poll"]];
    },
  },
  {
    type: "counter",
    name: "skein_link_requests_relayed_total",
    help: "Requests of connections over SSE and long-poll that were for another node, and were asked there.",
    read: ({ relay }) => relay.relayed,
  },
  {
    type: "gauge",
    name: "skein_people_online",
    help: "People with at least one connection here.",
    read: ({ hub }) => hub.people,
  },
  {
    type: "counter",
    name: "skein_connections_refused_total",
    help: "Connections that were not let in: full, storm (more at a time than limits.connectRate), draining, a foreign origin, no known subprotocol, no upgrade.",
    labels: ["reason"],
    read: ({ meters: { traffic } }) => traffic.turnedAway.all(),
  },
  {
    type: "counter",
    name: "skein_connections_closed_total",
    help: "Connections that ended, by the name of the close code.",
    labels: ["code"],
    read: ({ meters: { traffic } }) => traffic.closes.all(),
  },
  {
    type: "gauge",
    name: "skein_certificate_end_seconds",
    help: "Until when the certificate that new connections get is valid, as seconds since 1970; absent where this server speaks no TLS itself.",
    read: ({ meters: { traffic } }) =>
      traffic.certificateEnd === undefined ? undefined : traffic.certificateEnd / 1_000,
  },
  {
    type: "counter",
    name: "skein_slow_readers_total",
    help: "Connections that were cut off because their reader fell too far behind.",
    read: ({ flusher }) => flusher.slow,
  },
  {
    type: "counter",
    name: "skein_hellos_total",
    help: "Hellos by result: delta (resumed), reset (read anew, and why), refused (and the error).",
    labels: ["result", "reason"],
    read: ({ meters: { sessions } }) => sessions.hellos.all(),
  },
  {
    type: "counter",
    name: "skein_link_errors_total",
    help: "Errors told over connections, by name; rate_limited is here too.",
    labels: ["error"],
    read: ({ meters: { sessions } }) => sessions.errors.all(),
  },
  {
    type: "counter",
    name: "skein_messages_received_total",
    help: "Messages that came in over connections.",
    read: ({ meters: { traffic } }) => traffic.received,
  },
  {
    type: "counter",
    name: "skein_frames_sent_total",
    help: "Frames that left over connections; what leaves together for a busy conversation counts once.",
    read: ({ flusher }) => flusher.frames,
  },
  {
    type: "counter",
    name: "skein_link_writes_total",
    help: "Writes to connections: frames that were ready at once share one.",
    read: ({ meters: { traffic } }) => traffic.writes,
  },
  {
    type: "counter",
    name: "skein_bytes_sent_total",
    help: "Bytes of frames that left over connections.",
    read: ({ meters: { traffic } }) => traffic.bytes,
  },
  {
    type: "counter",
    name: "skein_commands_total",
    help: "Commands answered, over WebSocket and HTTP alike, by result: ok or the name of the error.",
    labels: ["command", "result"],
    *read({ ledger }) {
      for (const { name, done, refused } of ledger.accounts) {
        yield [[name, "ok"], done];
        for (const [error, count] of refused) yield [[name, error], count];
      }
    },
  },
  {
    type: "histogram",
    name: "skein_command_seconds",
    help: "From a command's arrival to its answer.",
    labels: ["command"],
    *read({ ledger }) {
      for (const { name, seconds } of ledger.accounts) yield [[name], seconds];
    },
  },
  {
    type: "counter",
    name: "skein_http_requests_total",
    help: "HTTP requests by what they were for and the status of the answer.",
    labels: ["route", "status"],
    read: ({ meters: { requests } }) => requests.all(),
  },
  {
    type: "gauge",
    name: "skein_commit_queue",
    help: "Writes that wait for a batch.",
    read: ({ commit }) => commit.queued,
  },
  {
    type: "histogram",
    name: "skein_batch_writes",
    help: "Writes that one transaction held.",
    read: ({ meters: { store } }) => store.writes,
  },
  {
    type: "histogram",
    name: "skein_commit_seconds",
    help: "From handing a batch to the store until it is durable.",
    read: ({ meters: { store } }) => store.seconds,
  },
  {
    type: "counter",
    name: "skein_batches_refused_total",
    help: "Batches of which the store kept nothing: a full disk, say.",
    read: ({ meters: { store } }) => store.refused,
  },
  {
    type: "counter",
    name: "skein_store_reads_total",
    help: "Questions asked of the store: conversation, page, list, latest (once after a start), query (all else).",
    labels: ["read"],
    read: ({ meters: { store } }) => store.reads.all(),
  },
  {
    type: "counter",
    name: "skein_entries_total",
    help: "Log entries that became durable.",
    read: ({ meters: { store } }) => store.entries,
  },
  {
    type: "counter",
    name: "skein_deliveries_total",
    help: "Frames that the fan-out put into outboxes of connections.",
    read: ({ fanout }) => fanout.deliveries,
  },
  {
    type: "gauge",
    name: "skein_conversations_in_memory",
    help: "Conversations in memory; the bound is limits.conversationsInMemory.",
    read: ({ conversations }) => conversations.size,
  },
  {
    type: "gauge",
    name: "skein_recent_changes",
    help: "Latest changes in memory for those who come back; the bounds are limits.recentChanges and limits.recentBytes.",
    read: ({ recent }) => recent.size,
  },
  {
    type: "counter",
    name: "skein_push_total",
    help: "Notifications by kind of service and what became of them: accepted, gone, refused, later; or why nothing was sent: read, muted, rule, nothing_left, expired, nobody.",
    labels: ["kind", "outcome"],
    read: ({ push }) => push.all(),
  },
  {
    type: "gauge",
    name: "skein_search_behind",
    help: "What was written and is not in the search index yet, as it was looked at some seconds ago: entries, of a cluster batches of them.",
    read: ({ search }) => search.standing().behind,
  },
  {
    type: "gauge",
    name: "skein_search_index_bytes",
    help: "Size of the search index; nodes of a cluster tell the same one.",
    read: ({ search }) => search.standing().bytes,
  },
  ...PROCESS,
];
