import { join } from "node:path";
import type { Config } from "../config.ts";
import type { BlobStore } from "../storage/blob/blob.ts";
import { DiskBlobs } from "../storage/blob/disk.ts";
import { S3Blobs } from "../storage/blob/s3.ts";

/** Where files lie: in the data folder, in one that nodes share, or in a store that speaks S3. */
export function openBlobs({ data, files }: Config): BlobStore {
  const { endpoint, bucket, accessKeyId, secretAccessKey, region, prefix } = files.s3;
  // one without the others is refused at the start
  if (endpoint !== undefined && bucket !== undefined && accessKeyId !== undefined && secretAccessKey !== undefined)
    return new S3Blobs({ endpoint, bucket, region, accessKeyId, secretAccessKey, prefix });
  return new DiskBlobs(files.folder ?? join(data, "files"));
}

/** What people may have of it. */
export function fileLimits({ files }: Config): { largest: number; quota: number; pixels: number } {
  const { largest, quota, pixels } = files;
  return { largest, quota, pixels };
}
