import type { Clock } from "../../../kit/clock.ts";
import { StartFault } from "../../../kit/start-fault.ts";

/** What is examined, and with what. */
export interface Target {
  /** Base URL without a slash at its end. */
  readonly base: string;
  readonly url: URL;
  readonly clock: Clock;
  /** Whose token; without one only what anybody may see is looked at. */
  readonly token: string | undefined;
  /** How long links are kept silent, ms; 0: not at all. */
  readonly idle: number;
  /** Whether an answer behind a certificate that is not trusted is looked at too; that it is not is a finding of its own. */
  readonly tls: { readonly rejectUnauthorized: boolean };
}

/** Nothing came back for so long: it will not, ms. */
export const PATIENCE = 5_000;

export const PROXY_GUIDE = "See docs/operate/proxy.md.";

/** The address as a person writes it; without a scheme it is https. */
export function baseOf(text: string): URL {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  if (url && /^https?:$/.test(url.protocol)) {
    url.search = url.hash = "";
    return url;
  }
  throw new StartFault("usage", `"${text}" is no address of a server.`, "Give it as https://chat.example.com.");
}

/** How long a step took, in words. */
export function took(target: Pick<Target, "clock">, since: number): string {
  const ms = target.clock.now() - since;
  return ms < 1 ? "less than 1 ms" : ms < 10_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`;
}

/** Resolves with what came, or undefined when it took too long. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    const done = (): void => cancel();
    work.then(resolve, reject).then(done, done);
  });
}
