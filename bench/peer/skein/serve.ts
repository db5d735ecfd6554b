import { createServer } from "@skein/server";
import { benchConfig } from "./settings.ts";

/** The server under test: what `skein serve` runs, without the terminal around it. */
const [folder = "", secret = ""] = process.argv.slice(2);
const server = await createServer(benchConfig(folder, secret));
console.log(`ready ${server.port}`);

process.once("SIGTERM", () => {
  // The data are thrown away after the run; only a profile that is being taken must be written out.
  process.exit(0);
});
