import { existsSync } from "node:fs";
import { buildWebApp } from "../setup/web-app.mjs";
import { bunTests } from "./bun-tests.mjs";
import { testsWith } from "./debian.mjs";

const NGINX = "/usr/sbin/nginx";
const OPENSSL = "/usr/bin/openssl";

/** @type {import("./debian.mjs").Program[]} */
const programs = [
  { packages: ["nginx-light"], present: () => existsSync(NGINX), found: NGINX },
  { packages: ["openssl"], present: () => existsSync(OPENSSL), found: OPENSSL },
];

/**
 * Runs the tests that go through a reverse proxy as operators have it. Without one they count as skipped.
 * @param {string} bun
 * @param {string} name of the part
 * @param {string[]} files from the root
 */
export function proxyTests(bun, name, files) {
  return testsWith("Proxy", programs, files, async () => {
    await buildWebApp(bun);
    return bunTests(bun, name, files);
  });
}
