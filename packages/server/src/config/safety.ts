import { isAbsolute } from "node:path";
import { isLoopback } from "../kit/loopback.ts";
import type { Config } from "./settings.ts";

/** What makes a production server unsafe. Each row: whether it is so, and the reason as people read it. */
const RULES: readonly (readonly [(config: Config) => boolean, string])[] = [
  [
    ({ origins }) => origins.includes("*"),
    "origins = * lets the pages of every web site connect. Name the sites that may.",
  ],
  [
    ({ registration, publicUrl }) => registration === "open" && !isSecure(publicUrl),
    "registration = open without publicUrl = https://…: strangers would send their passwords in the clear. Set publicUrl, or registration = invite.",
  ],
  [
    ({ host, publicUrl }) => !isLoopback(host) && !isSecure(publicUrl),
    "host is open to other machines without publicUrl = https://…: passwords and messages would cross the network in the clear. Put a TLS proxy in front, or set tls.certificate and tls.key, and set publicUrl.",
  ],
  [
    ({ hostAuth }) => hostAuth.enabled && hostAuth.secret !== undefined && Buffer.byteLength(hostAuth.secret) < 32,
    "hostAuth.secret is shorter than 32 bytes: it can be guessed, and with it every account. Make one with: openssl rand -base64 48",
  ],
  [
    ({ hostAuth }) => hostAuth.enabled && hostAuth.jwksUrl?.startsWith("http:") === true,
    "hostAuth.jwksUrl is not https: whoever stands between could sign in as anyone.",
  ],
  [
    ({ metrics }) => metrics.token !== undefined && Buffer.byteLength(metrics.token) < 16,
    "metrics.token is shorter than 16 bytes: it can be guessed. Make one with: openssl rand -base64 24",
  ],
  [
    ({ push }) => push.gateway.secret !== undefined && Buffer.byteLength(push.gateway.secret) < 16,
    "push.gateway.secret is shorter than 16 bytes: it can be guessed. Make one with: openssl rand -base64 24",
  ],
  [
    ({ data }) => !isAbsolute(data),
    "data is a relative path: started from another folder, the server would come up empty. Give the whole path.",
  ],
];

/** What is wrong wherever the server runs: it could not do what it was told. */
const CONTRADICTIONS: readonly (readonly [(config: Config) => boolean, string])[] = [
  [
    ({ hostAuth }) =>
      hostAuth.enabled &&
      hostAuth.algorithms.some((name) => name !== "HS256") &&
      !hostAuth.publicKey &&
      !hostAuth.jwksUrl,
    "hostAuth.algorithms names a signature with a public key, but neither hostAuth.publicKey nor hostAuth.jwksUrl is set.",
  ],
  [
    ({ hostAuth }) => hostAuth.enabled && hostAuth.algorithms.length === 0,
    "hostAuth is enabled but hostAuth.algorithms is empty.",
  ],
  [
    ({ tls }) => (tls.certificate === undefined) !== (tls.key === undefined),
    "tls.certificate and tls.key belong together: one of them is not set.",
  ],
  [
    ({ push: { gateway } }) => (gateway.url === undefined) !== (gateway.secret === undefined),
    "push.gateway.url and push.gateway.secret belong together: one of them is not set.",
  ],
  [
    ({ push: { apns } }) =>
      new Set([apns.key, apns.keyId, apns.teamId, apns.topic].map((value) => value === undefined)).size > 1,
    "push.apns.key, keyId, teamId and topic belong together: some of them are not set.",
  ],
  [
    ({ postgres, nats }) => nats !== undefined && postgres === undefined,
    "nats is set without postgres: nodes that do not share a database are no cluster.",
  ],
  [
    ({ files: { s3 } }) => {
      const given = [s3.endpoint, s3.bucket, s3.accessKeyId, s3.secretAccessKey].filter((one) => one !== undefined);
      return given.length !== 0 && given.length !== 4;
    },
    "files.s3 needs endpoint, bucket, accessKeyId and secretAccessKey: one of them is not set.",
  ],
  [
    ({ files }) => files.folder !== undefined && files.s3.endpoint !== undefined,
    "files.folder and files.s3 are both set: files lie in one place.",
  ],
  [
    ({ postgres, workers }) => workers > 1 && postgres === undefined,
    "workers is more than 1 without postgres: several processes cannot share the database in the data folder.",
  ],
  [
    ({ nats, workers }) => workers > 1 && nats === undefined,
    "workers is more than 1 without nats: people on one process would not see who is on another.",
  ],
];

/** Reasons why this server must not start with these settings; in development only contradictions count. */
export function refusals(config: Config): string[] {
  const rules = config.environment === "production" ? [...CONTRADICTIONS, ...RULES] : CONTRADICTIONS;
  return rules.filter(([holds]) => holds(config)).map(([, reason]) => reason);
}

/** The same reasons as advice, where development lets them pass. */
export function advice(config: Config): string[] {
  const lone =
    config.postgres !== undefined && config.nats === undefined
      ? ["postgres without nats: should other nodes use the same database, they hear of each other a second late."]
      : [];
  if (config.environment === "production") return lone;
  return [...lone, ...unsafe(config)];
}

function unsafe(config: Config): string[] {
  return RULES.filter(([holds]) => holds({ ...config, data: "/" })).map(([, reason]) => reason);
}

const isSecure = (url: string | undefined) => url?.startsWith("https://") === true;
