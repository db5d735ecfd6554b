import { hasSwift, SwiftServer } from "@skein/testkit";
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
