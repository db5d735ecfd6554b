import { readKept, writeKept } from "./kept.ts";
import { scope } from "./scope.ts";

/** The browser has replaced the subscription: the server is told by what the page kept for that, without a session. */
export function renewSubscriptions(): void {
  scope.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(renew(event.oldSubscription ?? undefined, event.newSubscription ?? undefined));
  });
}

async function renew(before: PushSubscription | undefined, given: PushSubscription | undefined): Promise<void> {
  const token = await (await readKept("renew"))?.text();
  const applicationServerKey = before?.options.applicationServerKey;
  if (token === undefined) return;
  // a page that is opened later finds out what is missing here
  if (!given && !applicationServerKey) return;
  const subscription =
    given ??
    (await scope.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: applicationServerKey ?? null,
    }));
  const { endpoint: address, keys } = subscription.toJSON();
  const response = await fetch("/v1/push.renew", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, kind: "web", address, ...keys }),
  });
  if (!response.ok) return;
  const { renew: next } = (await response.json()) as { readonly renew: string };
  await writeKept("renew", next);
}
