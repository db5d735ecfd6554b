import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { bunTests } from "./bun-tests.mjs";
import { aptInstall, testsWith } from "./debian.mjs";

const NATS = "/usr/sbin/nats-server";
const SWIFT = "/usr/lib/python3/dist-packages/swift/common/middleware/s3api/s3api.py";
const POSTGRES = "/usr/lib/postgresql";
/** What Debian makes a first database by, and starts it at every boot. */
const FIRST_DATABASE = "/etc/postgresql-common/createcluster.conf";

/** @type {import("./debian.mjs").Program[]} */
const programs = [
  { packages: ["nats-server"], present: () => existsSync(NATS), found: NATS },
  // a server that speaks S3; without it the tests of that count as skipped
  { packages: ["python3-swift"], present: () => existsSync(SWIFT), found: SWIFT, optional: true },
  {
    packages: ["postgresql"],
    present: () => versions().some((version) => existsSync(`${POSTGRES}/${version}/bin/postgres`)),
    found: `${POSTGRES}/*/bin/postgres`,
    prepare: makeNoFirstDatabase,
  },
];

/**
 * Runs the tests that start a PostgreSQL or a NATS of their own. Without these they count as skipped.
 * @param {string} bun
 * @param {string} name of the part
 * @param {string[]} files from the root
 */
export function clusterTests(bun, name, files) {
  return testsWith("Cluster", programs, files, () => bunTests(bun, name, files));
}

/**
 * Runs what a stranger's client sees once more, against three nodes on PostgreSQL and NATS.
 * @param {string} bun
 * @param {string} name of the part
 * @param {string[]} files from the root
 */
export function nodesTests(bun, name, files) {
  const run = () => bunTests(bun, name, files, { SKEIN_ENGINE: "cluster" });
  return testsWith("Nodes", programs, files, run);
}

function versions() {
  return existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
}

/** The setting belongs to a package of its own, which comes first. */
async function makeNoFirstDatabase() {
  if (existsSync(FIRST_DATABASE)) return "";
  const refused = await aptInstall(["postgresql-common"]);
  if (refused !== "") return refused;
  const setting = readFileSync(FIRST_DATABASE, "utf8");
  writeFileSync(FIRST_DATABASE, setting.replace(/^#?\s*create_main_cluster.*$/m, "create_main_cluster = false"));
  return "";
}
