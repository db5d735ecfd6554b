import type { Population } from "../peer.ts";
import { type Keep, serveLine } from "./line.ts";

/** The bare line over SQLite: a worker commits. */
const [populationFile = "", logFile = ""] = process.argv.slice(2);

const log = new Worker(new URL("log.ts", import.meta.url));
log.postMessage(logFile);
const keep: Keep = (batch, kept) => {
  log.onmessage = ({ data }: MessageEvent<string>) => kept(JSON.parse(data) as number[]);
  log.postMessage(JSON.stringify(batch));
};

console.log(`ready ${serveLine((await Bun.file(populationFile).json()) as Population, keep)}`);
