import { ALL_SETTINGS, type NamedSetting } from "./names.ts";

const HEAD = `# Settings

<!-- Made by \`npm run skein -- config manual\` from packages/server/src/config/settings.ts; do not edit here. -->

Every setting has a default that is safe on one machine. Others come from, each overriding the one before:

1. the file \`skein.toml\` in the data folder, or the one that \`--config\` or \`SKEIN_CONFIG\` names,
2. the environment,
3. flags of the command line.

\`skein config print\` shows each setting with its value and where it comes from, \`skein config check\` whether a server would start with them.
Lists are arrays in the file and joined by commas elsewhere. A name in the file that is no setting is an error; in the environment it is told and passed over.

\`\`\`toml
# data/skein.toml
name = "Harbour"
port = 7300
publicUrl = "https://chat.example.com"
environment = "production"
origins = ["https://app.example.com"]

[hostAuth]
enabled = true
issuer = "https://app.example.com"

[limits.linkRate]
rate = 100
burst = 400
\`\`\`

With \`environment = "production"\` a server does not start with settings that are unsafe, and says why: \`origins = *\`, \`registration = open\` without an
https \`publicUrl\`, listening for other machines without an https \`publicUrl\`, a host secret shorter than 32 bytes, keys fetched over plain http, a metrics token shorter than 16 bytes,
a relative data folder.
In development the same is told as a note. Platforms that set variables of their own, such as Kubernetes for a service called \`skein\`
(\`SKEIN_PORT=tcp://…\`), need them switched off (\`enableServiceLinks: false\`) or the service called otherwise.
`;

/** The reference of all settings, as Markdown. */
export function manual(): string {
  const groups = Map.groupBy(ALL_SETTINGS, ({ path }) => (path.length > 1 ? path[0] : "") ?? "");
  const parts = [...groups].map(([group, settings]) =>
    [`## ${group === "" ? "Server" : `[${group}]`}`, "", ...table(settings), ""].join("\n"),
  );
  return `${HEAD}\n${parts.join("\n")}`;
}

function table(settings: readonly NamedSetting[]): string[] {
  const rows = settings.map((setting) => {
    const value = setting.default === undefined ? "none" : `\`${JSON.stringify(setting.default)}\``;
    return `| \`${setting.name}\` | ${value} | ${setting.summary} Must be ${setting.allowed}. | \`${setting.env}\` | \`--${setting.flag}\` |`;
  });
  return ["| setting | default | meaning | environment | flag |", "|---|---|---|---|---|", ...rows];
}
