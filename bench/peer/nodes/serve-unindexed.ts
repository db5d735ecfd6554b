import { createServer } from "@skein/server";
import { benchConfig } from "../skein/settings.ts";

/** A node without its search index: there is no setting for that, for nobody would want one. */
const [folder = "", secret = "", postgres = "", nats = ""] = process.argv.slice(2);
const server = await createServer(benchConfig(folder, secret, { postgres, nats }), { search: "none" });
console.log(`ready ${server.port}`);

process.once("SIGTERM", () => process.exit(0));
