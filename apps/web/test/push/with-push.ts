import type { BrowserContext } from "playwright-core";

/** What a browser with a push service would have: no Chromium here has one. The keys are those of a browser of the stand-in service. */
export interface FakeSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** The server's key, base64url. */
  readonly key: string;
}

/** Pages of this browser subscribe with that; whether they have stands in their local storage, as a browser would know it. */
export async function withPushManager(context: BrowserContext, fake: FakeSubscription): Promise<void> {
  await context.addInitScript((given: FakeSubscription) => {
    const bytes = Uint8Array.from(atob(given.key.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const subscription = {
      endpoint: given.endpoint,
      options: { applicationServerKey: bytes.buffer, userVisibleOnly: true },
      toJSON: () => ({ endpoint: given.endpoint, keys: given.keys }),
      unsubscribe: () => {
        localStorage.removeItem("subscribed");
        return Promise.resolve(true);
      },
    };
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(localStorage.getItem("subscribed") ? subscription : null),
      subscribe: () => {
        localStorage.setItem("subscribed", "1");
        return Promise.resolve(subscription);
      },
    });
  }, fake);
}
