/** What lib.dom lacks of a worker's scope. */
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerEvents {
  readonly install: Waiting;
  readonly activate: Waiting;
  readonly fetch: Waiting & { readonly request: Request; respondWith(response: Promise<Response>): void };
  readonly message: Waiting & { readonly data: unknown };
  readonly push: Waiting & { readonly data: { json(): unknown } | null };
  readonly notificationclick: Waiting & {
    readonly notification: Notification;
    readonly action: string;
    /** What was written into the notification, where the platform has a field for it. */
    readonly reply?: string | null;
  };
  readonly pushsubscriptionchange: Waiting & {
    readonly oldSubscription?: PushSubscription | null;
    readonly newSubscription?: PushSubscription | null;
  };
}

/** A window of the app. */
export interface AppWindow {
  readonly url: string;
  readonly visibilityState: "visible" | "hidden";
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

interface WorkerScope {
  addEventListener<N extends keyof WorkerEvents>(type: N, listener: (event: WorkerEvents[N]) => void): void;
  skipWaiting(): Promise<void>;
  readonly location: Location;
  readonly navigator: Navigator;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(url: string): Promise<unknown>;
  };
}

export const scope = globalThis as unknown as WorkerScope;
