import { environment } from "./config.ts";
import { runCli } from "./cli/cli.ts";

// what this program writes is its owner's alone
process.umask(0o077);

/** The program: `skein <command> …`. The exit code is what the command says, also where something still holds a handle. */
process.exit(await runCli(process.argv.slice(2), environment()));
