import { X509Certificate } from "node:crypto";
import type { Config } from "../../config.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { certificateFiles } from "../../server/port.ts";
import { readPair } from "../../transport/certificate.ts";
import { bad, good, note, type Finding } from "./finding.ts";

const DAY = 86_400_000;
/** A certificate that ends so soon should have been renewed by now: those of Let's Encrypt are, 30 days before. */
const SOON = 14 * DAY;

/** The certificate that this server would serve itself, where the settings name one. */
export function certificateOf(config: Config, now: number): Finding[] {
  const files = certificateFiles(config);
  if (!files) return [];
  try {
    return lifeOf(new X509Certificate(readPair(files).cert).validTo, now);
  } catch (fault) {
    if (fault instanceof StartFault) return [bad(fault.what, fault.remedy)];
    throw fault;
  }
}

/**
 * How long a certificate lasts.
 *
 * @param validTo as certificates write it: "Jun  1 12:00:00 2027 GMT"
 */
export function lifeOf(validTo: string, now: number): Finding[] {
  const end = Date.parse(validTo);
  if (Number.isNaN(end)) return [];
  const until = new Date(end).toISOString().slice(0, 10);
  const days = Math.floor((end - now) / DAY);
  if (end < now) return [bad(`The certificate has expired on ${until}.`, "Renew it: clients refuse it.")];
  const left = `The certificate is valid for ${days} more ${days === 1 ? "day" : "days"}, until ${until}.`;
  return [end - now < SOON ? note(left, "See why it is not renewed by now.") : good(left)];
}
