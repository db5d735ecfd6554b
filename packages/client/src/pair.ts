import { type DeviceInfo, LIMITS, type Result } from "@skein/protocol";
import { systemClock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { http } from "./http.ts";

/** What the new device shows meanwhile. */
export interface PairingShown {
  /** The link to show as a QR code; absent while it is being fetched. */
  readonly url?: string;
  /** `seen`: somebody looks at it on a signed-in device; `refused`: they said no. */
  readonly state: "waiting" | "seen" | "refused";
}

/** A code is renewed when this is left of its life, ms. */
const RENEW = 30_000;
const RETRY = 3_000;

/**
 * Asks to be signed in by a device that is: shows one code after the other until somebody confirms one.
 *
 * @returns undefined when `signal` ended it, or when they refused
 * @throws SkeinError what will not get better by waiting
 * @example
 * const signedIn = await pair(url, { name: "Firefox", platform: "web" }, ({ url, state }) => draw(url, state), stop.signal);
 */
export async function pair(
  url: string,
  device: DeviceInfo,
  show: (shown: PairingShown) => void,
  signal: AbortSignal,
): Promise<Result<"account.signin"> | undefined> {
  while (!signal.aborted) {
    try {
      show({ state: "waiting" });
      const asked = await http(url, "pairing.create", { device });
      const came = await answerTo(url, asked, show, signal);
      if (came) return came === "refused" ? undefined : came;
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      // used up or too old: the next code is another try
      if (error.name === "code_invalid") continue;
      if (error.retry !== "later") throw error;
      await wait(systemClock, error.after ?? RETRY);
    }
  }
  return undefined;
}

/** Waits for one code's answer; undefined when it is time for the next one. */
async function answerTo(
  url: string,
  { code, secret, url: link }: Result<"pairing.create">,
  show: (shown: PairingShown) => void,
  signal: AbortSignal,
): Promise<Result<"account.signin"> | "refused" | undefined> {
  const until = systemClock.now() + LIMITS.pairing - RENEW;
  let known: PairingShown["state"] = "waiting";
  while (!signal.aborted) {
    show({ url: link, state: known });
    const { state, signedIn }: Result<"pairing.wait"> = await http(url, "pairing.wait", { code, secret, known });
    if (signedIn) return signedIn;
    known = state ?? known;
    if (known === "refused") {
      show({ state: known });
      return known;
    }
    // whoever looks at it keeps it alive
    if (known === "waiting" && systemClock.now() >= until) return undefined;
  }
  return undefined;
}
