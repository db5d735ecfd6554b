import type { Statement } from "../../storage/storage.ts";
import type { FileRoom } from "./room.ts";
import { giveRoom, noteRest } from "./store.ts";
import { dropUpload, type UploadRow } from "./upload-store.ts";

/** Ends an upload that becomes no file: its room is free again, its bytes go. `restingSince`: not when it was touched later. */
export async function giveUp(
  { line, blobs }: Pick<FileRoom, "line" | "blobs">,
  row: UploadRow,
  { restingSince, also = [] }: { readonly restingSince?: number; readonly also?: readonly Statement[] } = {},
): Promise<void> {
  const { id, owner, size, have, state } = row;
  await line.commit.submit({
    // those that were put together already stand as a blob
    rows: [...also, dropUpload(id, restingSince), giveRoom(owner, size, 1), noteRest(id, line.clock.now())],
  });
  await blobs.abandon({ key: id, have, state });
}
