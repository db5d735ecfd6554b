import type { RandomBytes } from "../../kit/id.ts";
import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { Avatars } from "../file/index.ts";

/** What the files of this room share. */
export interface GroupRoom {
  readonly line: Line;
  readonly reading: Reading;
  readonly random: RandomBytes;
  /** Makes pictures of groups. */
  readonly avatars: Pick<Avatars, "put">;
  /** How many members a group may have. */
  readonly most: number;
}

/** The answer of what has nothing to tell. */
export const DONE = {};
