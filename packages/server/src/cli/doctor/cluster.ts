import { lookAtNats } from "../../cluster/look.ts";
import type { Config } from "../../config.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { sharedMigrations } from "../../server/store.ts";
import { lookAtPostgres, type Look } from "../../storage/postgres/look.ts";
import { CONNECTIONS } from "../../storage/postgres/open.ts";
import { startFault } from "../start.ts";
import { bad, good, note, type Finding } from "./finding.ts";

/** The longest word that a node says to others, with room for what is around it. */
const PAYLOAD = 512 * 1024;

/** The database that nodes share, as far as it can be seen without changing anything. */
export async function postgresOf(config: Config, url: string): Promise<Finding[]> {
  try {
    return findings(await lookAtPostgres(url, sharedMigrations), config);
  } catch (fault) {
    const told = startFault(fault, config);
    if (told instanceof StartFault) return [bad(told.what, told.remedy)];
    throw fault;
  }
}

function findings({ version, ...look }: Look, { workers }: Config): Finding[] {
  const ours = CONNECTIONS * workers;
  const shape = look.missing === 0 ? "has the shape of this version" : `lacks ${look.missing} steps of its shape`;
  return [
    good(`PostgreSQL ${version.split(" ")[0]} answers, and its database ${shape}.`),
    ...(look.missing > 0 ? [note("The next start shapes the database.")] : []),
    ...(look.readOnly
      ? [bad("The database takes no writes: it is a standby, or was set to be read only.", "Name the one that does.")]
      : []),
    ...(look.fsync
      ? []
      : [bad("PostgreSQL runs with fsync = off: a crash of its machine loses what was acknowledged.", "Turn it on.")]),
    ...(look.synchronousCommit === "on" || look.synchronousCommit === "remote_apply"
      ? []
      : [
          note(
            `synchronous_commit is ${look.synchronousCommit} there; Skein commits with "on" whatever it is.`,
            "Turn it on if a standby must have what was acknowledged.",
          ),
        ]),
    look.connections < ours
      ? bad(
          `PostgreSQL takes ${look.connections} connections and this machine alone wants ${ours}.`,
          `Raise max_connections: ${CONNECTIONS} for each process of all nodes, and some to spare.`,
        )
      : good(
          `PostgreSQL takes ${look.connections} connections: enough for ${Math.floor(look.connections / CONNECTIONS)} processes of all nodes together.`,
        ),
  ];
}

/** What carries words between nodes. */
export async function natsOf(urls: string): Promise<Finding[]> {
  try {
    const { version, payload } = await lookAtNats(urls);
    return [
      good(`NATS ${version} answers.`),
      payload < PAYLOAD
        ? bad(
            `NATS takes messages of ${payload} bytes at most: longer words between nodes are dropped.`,
            `Set max_payload to ${PAYLOAD} or more; 1 MB is its default.`,
          )
        : good(`NATS takes messages of ${payload} bytes.`),
    ];
  } catch (fault) {
    if (fault instanceof StartFault) return [bad(fault.what, fault.remedy)];
    const why = fault instanceof Error ? fault.message : String(fault);
    return [
      bad(
        `NATS cannot be used: ${why}. Nodes then hear of each other by the database, late.`,
        "See whether it runs, and whether the setting nats is right.",
      ),
    ];
  }
}
