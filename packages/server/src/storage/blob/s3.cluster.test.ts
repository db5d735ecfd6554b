import { expect, test } from "bun:test";
import { hasSwift, SwiftServer } from "@skein/testkit";
import { filesOf } from "../../cli/doctor/files.ts";
import { configWith } from "../../config.ts";
import { blobContract } from "./contract.ts";
import { S3Blobs } from "./s3.ts";

blobContract(
  "S3",
  async () => {
    const { bucket, credentials, endpoint, ...server } = await started();
    return {
      open: () => new S3Blobs({ ...credentials, bucket, endpoint, prefix: "under/" }),
      ...server,
    };
  },
  hasSwift,
);

async function started() {
  const server = await SwiftServer.start();
  const { bucket, credentials, endpoint } = server;
  return { bucket, credentials, endpoint, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test.skipIf(!hasSwift)(
  "doctor tells whether a bucket can be used",
  async () => {
    await using server = await SwiftServer.start();
    const { bucket, credentials, endpoint } = server;
    const found = async (s3: object) => {
      const [finding] = await filesOf(configWith({ files: { s3: { ...credentials, bucket, endpoint, ...s3 } } }));
      return finding?.state;
    };
    expect(await found({})).toBe("good");
    expect(await found({ bucket: "nobody-s" })).toBe("bad");
    expect(await found({ secretAccessKey: "wrong" })).toBe("bad");
    const [folder] = await filesOf(configWith({ files: { folder: "/nowhere/at/all" } }));
    expect(folder?.state).toBe("bad");
    expect(await filesOf(configWith({}))).toEqual([]);
  },
  60_000,
);
