/** The Skein SDK: one client, its conversations, and what they show. */
export { loadRest } from "./load-rest.ts";
export { Client } from "./client.ts";
export type { Clock, Timer } from "./clock.ts";
export { systemClock } from "./clock.ts";
export { connect, createClient } from "./connect.ts";
export type { Conversation } from "./conversation.ts";
export { SkeinError, type SkeinErrorName } from "./error.ts";
export type { ClientEvents } from "./events.ts";
export type { AvatarOptions, FileLimits, Files, Place as FilePlace, UploadOptions } from "./files/files.ts";
export type { PictureSize } from "./files/links.ts";
export type { FileKind, Outgoing, OutgoingBodies, OutgoingVisual } from "./files/outgoing.ts";
export type { Progress } from "./files/progress.ts";
export { http, redeem, register, serverInfo, setup, signIn } from "./http.ts";
export type { Item, ItemState } from "./item.ts";
export { makeKey, type Random } from "./key.ts";
export type { ConnectionState, StopReason } from "./link/connection-state.ts";
export type { Observable } from "./observable.ts";
export type { Person } from "./people.ts";
export type { ClientOptions } from "./options.ts";
export type { SearchHit, SearchQuery, SearchResult } from "./search/found.ts";
export { memoryStore } from "./store/memory.ts";
export type * from "./store/store.ts";
export type { Poll } from "./poll.ts";
export type { StreamWriter } from "./stream-writer.ts";
export type { Thread } from "./thread/thread.ts";
export type { Threads } from "./thread/threads.ts";
export type { ThreadsState, ThreadState, ThreadView } from "./thread/thread-view.ts";
export type { Timeline } from "./timeline.ts";
export type { TimelineState } from "./timeline-state.ts";
export type { Memory } from "./transport/memory.ts";
export type { Link, LinkEvents, Transport } from "./transport/transport.ts";
export { type WebSocketConstructor, type WebSocketLike, webSocketTransport } from "./transport/websocket.ts";
export type { Verdict } from "./verify/verify.ts";
export type { ConversationView } from "./view.ts";
export { browserWake, type Wake } from "./wake.ts";
export type {
  CommandName,
  Contact,
  DeviceChange,
  DeviceInfo,
  DeviceSession,
  Ended,
  Entry,
  FriendRequest,
  Me,
  Member,
  Params,
  Presence,
  Privacy,
  Profile,
  Result,
  Settings,
} from "@skein/protocol";
