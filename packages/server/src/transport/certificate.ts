import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { StartFault } from "../kit/start-fault.ts";

/** Where the certificate and its key lie, in PEM. */
export interface CertificateFiles {
  /** The certificate, and those between it and the root behind it. */
  readonly certificate: string;
  readonly key: string;
}

/** What they hold. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** How often the files are looked at, ms. They are looked at, not watched: links and mounts are swapped under their names. */
const LOOK = 5_000;
/** A certificate that ends so soon is told of, ms. */
const SOON = 14 * 86_400_000;

/**
 * Reads both, and looks whether they can serve.
 *
 * @throws StartFault that says which file is wrong, and how
 */
export function readPair(files: CertificateFiles): Pair {
  const pair = { cert: read("certificate", files.certificate), key: read("key", files.key) };
  try {
    createSecureContext(pair);
  } catch (fault) {
    throw wrong(`${files.certificate} and ${files.key}`, reasonIn(fault));
  }
  return pair;
}

/** Until when the certificate is valid, ms since 1970. */
export function endOf({ cert }: Pair): number {
  return Date.parse(new X509Certificate(cert).validTo);
}

/**
 * Looks at the files now and then, and gives what they hold when that is new and good. What is not good is told, once, and what
 * was before goes on.
 *
 * @returns what ends it
 */
export function watchPair(
  files: CertificateFiles,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  renewed: (pair: Pair) => void,
): () => void {
  let seen = stampOf(files);
  let stop = (): void => undefined;
  const look = (): void => {
    const stamp = stampOf(files);
    if (stamp !== seen) {
      seen = stamp;
      try {
        const pair = readPair(files);
        renewed(pair);
        log.info({ until: new Date(endOf(pair)).toISOString() }, "the certificate was renewed");
        warnOfEnd(pair, clock, log);
      } catch (fault) {
        log.error({ err: fault }, "the new certificate cannot serve; the one from before is kept");
      }
    }
    stop = clock.after(LOOK, look);
  };
  stop = clock.after(LOOK, look);
  return () => stop();
}

/** Tells of one that has ended or will soon. */
export function warnOfEnd(pair: Pair, clock: Clock, log: Log): void {
  const end = endOf(pair);
  const until = new Date(end).toISOString();
  if (end < clock.now()) log.error({ until }, "the certificate has expired: clients will refuse it");
  else if (end < clock.now() + SOON) log.warn({ until }, "the certificate expires soon");
}

function read(what: "certificate" | "key", file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (fault) {
    throw wrong(file, reasonIn(fault));
  }
  const sign = what === "key" ? /-----BEGIN [A-Z ]*PRIVATE KEY-----/ : /-----BEGIN CERTIFICATE-----/;
  if (!sign.test(text)) throw wrong(file, `it holds no ${what === "key" ? "private key" : "certificate"} in PEM`);
  return text;
}

/** Changes when either file is written or swapped. */
function stampOf({ certificate, key }: CertificateFiles): string {
  return [certificate, key]
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : "none";
    })
    .join(", ");
}

function wrong(file: string, why: string): StartFault {
  return new StartFault(
    "config",
    `TLS cannot be served with ${file}: ${why}.`,
    "See tls.certificate and tls.key in docs/operate/config.md.",
  );
}

function reasonIn(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (/KEY_VALUES_MISMATCH/.test(message)) return "the key does not belong to the certificate";
  return message.replaceAll(/\s+/g, " ");
}
