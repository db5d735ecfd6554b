/** What this device keeps to be signed in again after a reload. */
export interface KeptSession {
  readonly token: string;
  readonly user: string;
}

const PLACE = "skein.session";
const SIGNED_OUT = "null";

/** The session of this device; none where nothing sensible is kept. */
export function keptSession(): KeptSession | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "null");
    return isKept(kept) ? kept : undefined;
  } catch (error) {
    console.debug("No session is kept on this device:", error);
    return undefined;
  }
}

/** A browser that keeps nothing asks to sign in after each reload; the session itself goes on. */
export function keepSession(session: KeptSession): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(session));
  } catch (error) {
    console.warn("The session is not kept on this device:", error);
  }
}

/**
 * Forgets the session on this device.
 *
 * @param wished the person signed out here: leaves a mark, from which other tabs know that it needs no explanation
 */
export function forgetSession(wished: boolean): void {
  try {
    if (wished) localStorage.setItem(PLACE, SIGNED_OUT);
    // the mark of the tab that they did it in stays
    else if (localStorage.getItem(PLACE) !== SIGNED_OUT) localStorage.removeItem(PLACE);
  } catch (error) {
    console.debug("No session was kept on this device:", error);
  }
}

/** Tells when another tab of this browser has signed somebody in, or out because they wished it. */
export function onKeptElsewhere(listener: (kept: KeptSession | undefined) => void): void {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== PLACE) return;
    const kept = keptSession();
    if (kept || newValue === SIGNED_OUT) listener(kept);
  });
}

function isKept(value: unknown): value is KeptSession {
  return (
    typeof value === "object" &&
    value !== null &&
    "token" in value &&
    typeof value.token === "string" &&
    "user" in value &&
    typeof value.user === "string"
  );
}
