import type { Result } from "@skein/protocol";

export const TABS = ["media", "files", "links", "voice"] as const;
export type Tab = (typeof TABS)[number];

export type SharedEntry = Result<"conversation.files">["entries"][number];

export interface SharedRowProps {
  readonly id: string;
  readonly entry: SharedEntry;
  /** All that are here, the newest first. */
  readonly entries: readonly SharedEntry[];
  readonly onJump: ((seq: number) => void) | undefined;
}
