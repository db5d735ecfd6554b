import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { play } from "../demo/play.ts";
import { WEB_APP } from "../http/http.ts";
import { VERSION } from "../kit/version.ts";
import { askLocal, type Reached } from "./ask.ts";
import { demoStage } from "./stage.ts";
import { columns } from "./screen.ts";

/** Where to click: what the person who started the server wants to know. */
export async function welcome(reached: Reached, config: Config, demo: boolean): Promise<string[]> {
  const { base } = reached;
  const rows: string[][] = [["Open", base]];
  const { code } = await askLocal<{ code?: string }>(reached, "setup");
  if (code) rows.push(["Set up", `${base}/setup#${code}`, "once: makes the owner"]);
  const people = demo ? await play(demoStage(reached, config.data)) : [];
  for (const { user, name } of people) {
    const link = await askLocal<{ code: string }>(reached, "link", { user });
    rows.push(["Sign in", `${base}/signin#${link.code}`, `once: as ${name}`]);
  }
  return [
    "",
    `Skein ${VERSION} runs. Its data is in ${config.data}.`,
    ...(existsSync(join(WEB_APP, "index.html")) ? [] : ["The web app is not built; the API answers all the same."]),
    "",
    ...columns(rows.map((row) => row.map((cell, i) => (i === 0 ? `  ${cell}` : cell)))),
    "",
    "Ctrl-C stops it.",
    "",
  ];
}
