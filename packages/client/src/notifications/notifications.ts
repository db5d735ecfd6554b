import type { Result } from "@skein/protocol";
import type { Client } from "../client.ts";
import { Cell, type Observable } from "../observable.ts";

/** What is given when the notifications of this browser are made. */
export interface NotificationsOptions {
  /** The service worker that shows them, once it is active; undefined where there is none. */
  readonly registration: () => Promise<ServiceWorkerRegistration | undefined>;
  /** For whoever has chosen the system's language. */
  readonly language: "en" | "zh-CN";
  /** Keeps what the worker replaces the subscription with, should the browser change it: see `push.renew`. Undefined: forget it. */
  readonly keep: (renew: string | undefined) => Promise<void>;
}

/**
 * `missing`: this browser has no Web Push (or the page no TLS); `blocked`: the person does not allow it; `refused`: the browser's own
 * push service cannot be had.
 */
export type NotificationsState = "unknown" | "missing" | "blocked" | "off" | "on" | "refused";

/**
 * How this device is told of messages while no page is open, by Web Push. For browsers; where there is none its state is `missing`.
 *
 * @example
 * const notifications = new Notifications(client, { registration: () => navigator.serviceWorker.ready, language: "en", keep });
 * await notifications.look();
 * button.onclick = () => notifications.turnOn();
 */
export class Notifications {
  readonly #state = new Cell<NotificationsState>("unknown");

  constructor(
    private readonly client: Client,
    private readonly is: NotificationsOptions,
  ) {}

  get state(): Observable<NotificationsState> {
    return this.#state;
  }

  /** Finds out how it is, and mends what browser and server do not agree on. Asks the person for nothing. */
  async look(): Promise<void> {
    const manager = await this.#manager();
    if (!manager) return;
    const subscription = await manager.getSubscription();
    if (Notification.permission === "denied") return this.#state.set("blocked");
    const { address } = await this.client.call("push.state", {});
    if (!subscription || Notification.permission !== "granted") {
      // the browser has forgotten it, or the person took it back: nothing that is sent would arrive
      if (address !== undefined) await this.client.call("push.unsubscribe", {});
      return this.#state.set("off");
    }
    const { key } = await this.client.call("push.key", {});
    if (address === undefined || !isMadeWith(subscription, key)) {
      // of another person who was signed in here, or of a server that was set up anew
      await subscription.unsubscribe();
      await this.is.keep(undefined);
      return this.#state.set("off");
    }
    if (address !== subscription.endpoint) await this.#tell(subscription);
    this.#state.set("on");
  }

  /** Asks the person, then subscribes. Call it from a press: browsers ask nothing otherwise. */
  async turnOn(): Promise<NotificationsState> {
    // first of all: browsers ask only while a press is under way
    const permission = "Notification" in globalThis ? await Notification.requestPermission() : "denied";
    const manager = await this.#manager();
    if (!manager) return this.#state.get();
    if (permission !== "granted") return this.#now(permission === "denied" ? "blocked" : "off");
    const { key } = await this.client.call("push.key", {});
    const before = await manager.getSubscription();
    if (before && !isMadeWith(before, key)) await before.unsubscribe();
    let subscription: PushSubscription;
    try {
      subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    } catch (error) {
      console.warn("This browser could not subscribe:", error);
      return this.#now("refused");
    }
    await this.#tell(subscription);
    return this.#now("on");
  }

  /** Nothing is sent to this device any more. */
  async turnOff(): Promise<void> {
    const manager = await this.#manager();
    if (!manager) return;
    await this.client.call("push.unsubscribe", {});
    await this.is.keep(undefined);
    await (await manager.getSubscription())?.unsubscribe();
    this.#state.set("off");
  }

  /** Sends one to this device, and tells what its service said. */
  async test(): Promise<Result<"push.test">["outcome"]> {
    const { outcome } = await this.client.call("push.test", {});
    if (outcome === "gone") await this.look();
    return outcome;
  }

  #now(state: NotificationsState): NotificationsState {
    this.#state.set(state);
    return state;
  }

  /** What subscribes; undefined where this browser, or this page, has none. */
  async #manager(): Promise<PushManager | undefined> {
    const supported =
      "navigator" in globalThis &&
      "serviceWorker" in navigator &&
      "PushManager" in globalThis &&
      "Notification" in globalThis;
    const registration = supported ? await this.is.registration() : undefined;
    if (!registration) this.#state.set("missing");
    return registration?.pushManager;
  }

  async #tell(subscription: PushSubscription): Promise<void> {
    const { endpoint: address, keys = {} } = subscription.toJSON();
    const { p256dh = "", auth = "" } = keys;
    const { language } = this.is;
    const { renew } = await this.client.call("push.subscribe", {
      ...{ kind: "web", address: address ?? subscription.endpoint, p256dh, auth, language },
    });
    await this.is.keep(renew);
  }
}

function isMadeWith({ options }: PushSubscription, key: string): boolean {
  const { applicationServerKey: made } = options;
  if (!made) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(made)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === key;
}
