import { writeFileSync } from "node:fs";
import characters from "opencc-js/dict/TSCharacters";
import { inProject } from "../setup/project.mjs";

/**
 * Writes `packages/protocol/src/search/han.ts`: which simplified character stands for a traditional one, out of the data of OpenCC. Of
 * several that OpenCC names the first is taken, and never one that has another itself, so that folding twice changes nothing.
 */
const WIDTH = 100;

const to = new Map<string, string>();
for (const line of characters.split("|")) {
  const [traditional = "", simplified = ""] = line.split(" ");
  if (traditional !== simplified) to.set(traditional, simplified);
}

function end(character: string): string {
  let at = character;
  for (let step = 0; step < 4; step++) at = to.get(at) ?? at;
  return at;
}

const pairs = [...to.keys()].map((from) => [from, end(from)] as const).filter(([from, simple]) => from !== simple);
const lines = (characters: readonly string[]): string => {
  const rows: string[] = [];
  for (let at = 0; at < characters.length; at += WIDTH) rows.push(characters.slice(at, at + WIDTH).join(""));
  return rows.map((row) => `  ${JSON.stringify(row)},`).join("\n");
};

writeFileSync(
  inProject("packages", "protocol", "src", "search", "han.ts"),
  `/* Written by \`bun tools/han/main.ts\` from the data of OpenCC (Apache-2.0), by way of opencc-js. */

/** Traditional characters. */
export const TRADITIONAL = [
${lines(pairs.map(([from]) => from))}
];

/** And the simplified ones in their place, in the same order. */
export const SIMPLIFIED = [
${lines(pairs.map(([, simple]) => simple))}
];
`,
);
console.log(`${pairs.length} characters`);
