import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { advice, refusals } from "../../config/safety.ts";
import type { Config } from "../../config.ts";
import { WEB_APP } from "../../http/http.ts";
import { VERSION } from "../../kit/version.ts";
import { systemClock } from "../../kit/clock.ts";
import { certificateOf } from "./certificate.ts";
import { natsOf, postgresOf } from "./cluster.ts";
import { diskOf, folderOf, restoresIn } from "./data.ts";
import { databaseOf } from "./database.ts";
import { filesOf } from "./files.ts";
import { bad, good, note, type Finding } from "./finding.ts";
import { portOf } from "./port.ts";
import { clock, descriptors, kernel } from "./system.ts";

/** Everything that can be looked at without changing anything. */
export async function examine(config: Config): Promise<Finding[]> {
  const folder = resolve(config.data);
  const made = existsSync(folder);
  return [
    ...settingsOf(config),
    ...certificateOf(config, systemClock.now()),
    ...folderOf(folder),
    ...restoresIn(folder),
    ...(made ? diskOf(folder) : []),
    ...(made && config.postgres === undefined ? databaseOf(join(folder, "skein.db")) : []),
    ...(config.postgres === undefined ? [] : await postgresOf(config, config.postgres)),
    ...(config.nats === undefined ? [] : await natsOf(config.nats)),
    ...(await filesOf(config)),
    await portOf(config, folder),
    descriptors(config.limits.connections),
    ...kernel(),
    await clock(),
    webApp(),
    good(`Skein ${VERSION} on Bun ${Bun.version}, ${process.platform} ${process.arch}.`),
  ];
}

function settingsOf(config: Config): Finding[] {
  const unsafe = refusals(config).map((reason) => bad(reason, "See docs/operate/config.md."));
  return unsafe.length > 0
    ? unsafe
    : [good(`The settings are good for ${config.environment}.`), ...advice(config).map((line) => note(line))];
}

function webApp(): Finding {
  if (existsSync(join(WEB_APP, "index.html"))) return good("The web app is built.");
  return note("The web app is not built: the server would only answer the API.", "`npm start` builds it.");
}
