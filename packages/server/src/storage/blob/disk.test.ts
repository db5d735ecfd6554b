import { temporaryFolder } from "@skein/testkit";
import { blobContract } from "./contract.ts";
import { DiskBlobs } from "./disk.ts";

blobContract("disk", async () => {
  const folder = await temporaryFolder();
  return {
    open: () => new DiskBlobs(folder.path),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
});
