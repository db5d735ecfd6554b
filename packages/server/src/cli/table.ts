import type { CliCommand } from "./command.ts";
import { backup } from "./commands/backup.ts";
import { configCheck, configManual, configPrint } from "./commands/config.ts";
import { doctor } from "./commands/doctor.ts";
import { migrate } from "./commands/migrate.ts";
import { metricsReference } from "./commands/metrics.ts";
import { restore } from "./commands/restore.ts";
import { restored } from "./commands/restored.ts";
import { send } from "./commands/send.ts";
import { serve } from "./commands/serve.ts";
import { tail } from "./commands/tail.ts";
import { token } from "./commands/token.ts";
import { trace } from "./commands/trace.ts";
import { worker } from "./commands/worker.ts";
import { searchRebuild } from "./commands/search-rebuild.ts";
import { userAdd, userLink, userList } from "./commands/user.ts";
import { verify } from "./commands/verify.ts";

/** Every command of the program. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  serve,
  userAdd,
  userList,
  userLink,
  token,
  send,
  tail,
  trace,
  configCheck,
  configPrint,
  configManual,
  metricsReference,
  doctor,
  verify,
  searchRebuild,
  backup,
  restore,
  restored,
  worker,
  migrate,
];
