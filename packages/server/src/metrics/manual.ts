import { METRICS } from "./table.ts";

const HEAD = `# Metrics

<!-- Made by \`npm run skein -- metrics manual\` from packages/server/src/metrics/table.ts; do not edit here. -->

\`GET /metrics\` tells all of these in the text format of Prometheus. Without the setting \`metrics.token\` only programs on the same machine may read it, and not through a
proxy; with it, whoever sends \`Authorization: Bearer <token>\`, from wherever. Everybody else is answered 404.

\`\`\`yaml
# prometheus.yml
scrape_configs:
  - job_name: skein
    authorization: { credentials_file: /etc/prometheus/skein-token }
    static_configs: [{ targets: ["chat.example.com"] }]
    scheme: https
\`\`\`

[dashboard.json](dashboard.json) is a Grafana dashboard of them: Dashboards → New → Import. No metric names a person, a conversation or an address, and every label has few values.
\`skein_command_seconds\` and the other histograms have the series \`_bucket\`, \`_sum\` and \`_count\`.

| metric | type | labels | meaning |
|---|---|---|---|
`;

/** The reference of all metrics, as Markdown. */
export function metricsManual(): string {
  const rows = METRICS.map(
    ({ name, type, labels = [], help }) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
  );
  return `${HEAD}${rows.join("\n")}\n`;
}
