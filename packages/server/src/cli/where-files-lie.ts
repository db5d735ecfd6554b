import { join, relative, resolve } from "node:path";
import type { Config } from "../config.ts";

/** Where files lie that are not in the data folder, in words; undefined where all of them are. */
export function filesElsewhere({ data, files }: Config): string | undefined {
  const { endpoint, bucket, prefix } = files.s3;
  if (endpoint !== undefined) return `${endpoint}/${bucket}/${prefix}`;
  const folder = resolve(files.folder ?? join(data, "files"));
  return relative(resolve(data), folder).startsWith("..") ? folder : undefined;
}

/** Where files lie, in words. */
export function filesOf(config: Config): string {
  return filesElsewhere(config) ?? resolve(config.files.folder ?? join(config.data, "files"));
}
