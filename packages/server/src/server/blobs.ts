import { join } from "node:path";
import type { Config } from "../config.ts";
import type { BlobStore } from "../storage/blob/blob.ts";
import { DiskBlobs } from "../storage/blob/disk.ts";

/** Where files lie: in the data folder, or in one that nodes share. */
export function openBlobs({ data, files }: Config): BlobStore {
  return new DiskBlobs(files.folder ?? join(data, "files"));
}

/** What people may have of it. */
export function fileLimits({ files }: Config): { largest: number; quota: number; pixels: number } {
  const { largest, quota, pixels } = files;
  return { largest, quota, pixels };
}
