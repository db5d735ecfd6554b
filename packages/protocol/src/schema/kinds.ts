import type { Static } from "typebox";
import { contentKinds } from "./kinds/content.ts";
import { fileKinds } from "./kinds/files.ts";
import { groupKinds } from "./kinds/group.ts";
import { messageKinds } from "./kinds/messages.ts";
import { operationKinds } from "./kinds/operations.ts";
import { pollKinds } from "./kinds/poll.ts";
import type { KindRow } from "./kinds/row.ts";
import { selfKinds } from "./kinds/self.ts";

/** The kinds of entries, by their wire name. */
export const KINDS = {
  ...messageKinds,
  ...contentKinds,
  ...fileKinds,
  ...pollKinds,
  ...operationKinds,
  ...groupKinds,
  ...selfKinds,
} as const satisfies Record<string, KindRow>;

export type Kind = keyof typeof KINDS;
type KindsWhere<Field extends "countable" | "sendable" | "operation" | "editable"> = {
  [K in Kind]: (typeof KINDS)[K][Field] extends true ? K : never;
}[Kind];
export type SendableKind = KindsWhere<"sendable">;
export type OperationKind = KindsWhere<"operation">;
export type Bodies = { [K in Kind]: Static<(typeof KINDS)[K]["body"]> };

/** The kinds that `message.send` takes. */
export const SENDABLE_KINDS = (Object.keys(KINDS) as Kind[]).filter(
  (kind): kind is SendableKind => KINDS[kind].sendable,
);

/** Whether entries of this kind are messages that people send; false for kinds that this version does not know. */
export function isSendable(kind: string): kind is SendableKind {
  return Object.hasOwn(KINDS, kind) && KINDS[kind as Kind].sendable;
}

export type { KindRow } from "./kinds/row.ts";
