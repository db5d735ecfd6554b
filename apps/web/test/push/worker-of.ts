import type { BrowserContext, Page, Worker } from "playwright-core";

export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly lang: string;
  readonly actions: readonly string[];
}

/** The app's service worker, as the browser and the person's system would deal with it. */
export class WorkerOf {
  private constructor(
    private readonly worker: Worker,
    private readonly deliverPush: (data: string) => Promise<void>,
  ) {}

  /** Of the app that this page shows, once it is in charge of the page. */
  static async take(context: BrowserContext, page: Page): Promise<WorkerOf> {
    const session = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [first] = registrations;
        if (first) resolve(first.registrationId);
      });
    });
    await session.send("ServiceWorker.enable");
    const registrationId = await registered;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const [worker] = context.serviceWorkers();
    if (!worker) throw new Error("no worker of the app");
    const { origin } = new URL(page.url());
    const taken = new WorkerOf(worker, async (data) => {
      await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
    });
    // nobody pressed anything here, so nothing may be opened: where it would lead is kept
    await worker.evaluate(() => {
      const kept: string[] = [];
      const shown: string[] = [];
      const scope = globalThis as unknown as {
        clients: { openWindow(url: string): Promise<null> };
        registration: ServiceWorkerRegistration;
      };
      scope.clients.openWindow = (url) => {
        kept.push(url);
        return Promise.resolve(null);
      };
      const show = scope.registration.showNotification.bind(scope.registration);
      scope.registration.showNotification = (title, options) => {
        shown.push(title);
        return show(title, options);
      };
      Object.assign(globalThis, { opened: kept, calls: shown });
    });
    return taken;
  }

  /** A push service hands over what it decrypted to. */
  deliver(message: object): Promise<void> {
    return this.deliverPush(JSON.stringify(message));
  }

  /** What stands in the system's list. */
  shown(): Promise<readonly Shown[]> {
    return this.worker.evaluate(async () => {
      const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
      const all = await registration.getNotifications();
      return all.map((each) => {
        const { title, body, tag, lang, actions } = each as Notification & { actions: readonly { action: string }[] };
        return { title, body, tag, lang, actions: actions.map(({ action }) => action) };
      });
    });
  }

  /** Waits until that is so; tells what there was instead. */
  async until(holds: (shown: readonly Shown[]) => boolean): Promise<readonly Shown[]> {
    const until = Date.now() + 30_000;
    for (;;) {
      const shown = await this.shown();
      if (holds(shown)) return shown;
      if (Date.now() > until)
        throw new Error(`shown ${await this.calls()} times, and now there is ${JSON.stringify(shown)}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** How often anything was shown. */
  calls(): Promise<number> {
    return this.worker.evaluate(() => (globalThis as unknown as { calls: string[] }).calls.length);
  }

  opened(): Promise<readonly string[]> {
    return this.worker.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  }

  /** Presses one, or a button of it; resolves when all that follows is done. */
  async press(tag: string, action = "", reply?: string): Promise<void> {
    await this.worker.evaluate(
      async ({ tag, action, reply }) => {
        const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
        const [notification] = await registration.getNotifications({ tag });
        if (!notification) throw new Error(`nothing is shown as ${tag}`);
        await fire("notificationclick", { notification, action, reply });

        async function fire(type: string, fields: object): Promise<void> {
          const works: Promise<unknown>[] = [];
          const event = Object.assign(new Event(type), { waitUntil: (work: Promise<unknown>) => works.push(work) });
          for (const [name, value] of Object.entries(fields)) Object.defineProperty(event, name, { value });
          dispatchEvent(event);
          // what a browser allows after a press of a person only is refused here
          await Promise.allSettled(works);
        }
      },
      { tag, action, reply },
    );
  }

  /** The browser replaces the subscription. */
  async replace(subscription: { readonly endpoint: string; readonly keys: object }): Promise<void> {
    await this.worker.evaluate(async ({ endpoint, keys }) => {
      const works: Promise<unknown>[] = [];
      const event = Object.assign(new Event("pushsubscriptionchange"), {
        waitUntil: (work: Promise<unknown>) => works.push(work),
        oldSubscription: null,
        newSubscription: { toJSON: () => ({ endpoint, keys }) },
      });
      dispatchEvent(event);
      await Promise.all(works);
    }, subscription);
  }
}
