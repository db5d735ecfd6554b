import { createServer } from "@skein/server";
import { benchConfig } from "./settings.ts";

/** The server under test: what `skein serve` runs, without the terminal around it. */
const [folder = "", secret = "", port = "0", unindexed] = process.argv.slice(2);
const parts = unindexed === undefined ? {} : ({ search: "none" } as const);
const server = await createServer({ ...benchConfig(folder, secret), port: Number(port) }, parts);
console.log(`ready ${server.port}`);

process.once("SIGTERM", () => {
  // in order only where somebody will come back: data of other runs are thrown away, only a profile must be written out
  if (port === "0") process.exit(0);
  server.close().then(
    () => process.exit(0),
    (fault: unknown) => {
      console.error(fault);
      process.exit(1);
    },
  );
});
