import type { Limiter } from "../../command/limiter.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import type { Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { BlobStore } from "../../storage/blob/blob.ts";
import type { LinkKey } from "./link.ts";
import type { PictureWork } from "./picture/work.ts";

/** What the files of this room share. */
export interface FileRoom {
  readonly line: Line;
  readonly reading: Reading;
  readonly blobs: BlobStore;
  readonly pictures: PictureWork;
  readonly links: LinkKey;
  readonly random: RandomBytes;
  readonly log: Log;
  /** How often a person may ask. */
  readonly limiter: Pick<Limiter, "take">;
  readonly limits: FileLimits;
}

/** What an operator lets people have, bytes; `pixels`: of a picture that is made ready. */
export interface FileLimits {
  readonly largest: number;
  /** 0: without a bound. */
  readonly quota: number;
  readonly pixels: number;
}
