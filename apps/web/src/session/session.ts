import { type Client, createClient, type Observable, type StopReason } from "@skein/client";
import { indexedDbStore } from "@skein/client/indexeddb";
import { forgetNotices } from "../alert/worker.ts";
import { deviceInfo } from "./device-info.ts";
import { forgetSession, keepSession, keptSession, type KeptSession, onKeptElsewhere } from "./kept-session.ts";
import { keepSelfEntries } from "./self-entries.ts";

/** Whether somebody is signed in on this device, and if not any more, why. */
export type SessionState =
  | { readonly phase: "out" }
  | { readonly phase: "in"; readonly client: Client; readonly user: string }
  | { readonly phase: "ended"; readonly reason: StopReason };

/** The one session of this page. Makes the client and closes it, outside of what is drawn. */
export class Session implements Observable<SessionState> {
  private state: SessionState = { phase: "out" };
  private token: string | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly url: string) {
    const kept = keptSession();
    if (kept) this.start(kept);
    // All tabs of a browser are one device: they come and go together.
    onKeptElsewhere((now) => {
      if (now && now.token === this.token) return;
      this.leave({ phase: "out" });
      if (now) this.start(now);
    });
  }

  readonly get = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Somebody has signed in. */
  enter(kept: KeptSession): void {
    this.end({ phase: "out" });
    keepSession(kept);
    this.start(kept);
  }

  /** The person signs this device out: the server forgets the token, the device what it stored. */
  async signOut(): Promise<void> {
    if (this.state.phase === "in") await this.state.client.signOut();
    this.end({ phase: "out" });
  }

  /** Leaves the page that tells why a session ended. */
  dismiss(): void {
    if (this.state.phase === "ended") this.set({ phase: "out" });
  }

  private start({ token, user }: KeptSession): void {
    this.token = token;
    const client = createClient({ url: this.url, token, user, store: indexedDbStore(), device: deviceInfo() });
    client.on("signedOut", (reason) => {
      if (this.state.phase !== "in" || this.state.client !== client) return;
      // One's own wish, here or in another tab, needs no explanation.
      this.end(reason.name === "signed_out" ? { phase: "out" } : { phase: "ended", reason });
    });
    keepSelfEntries(client);
    client.on("error", (error) => console.error(error));
    this.set({ phase: "in", client, user });
  }

  private end(state: SessionState): void {
    if (this.state.phase === "in") {
      forgetSession(state.phase === "out");
      forgetNotices().catch((error: unknown) => reportError(error));
    }
    this.leave(state);
  }

  /** Goes on without the client, whatever other tabs do. */
  private leave(state: SessionState): void {
    if (this.state.phase === "in") this.state.client.close().catch((error: unknown) => reportError(error));
    this.token = undefined;
    this.set(state);
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }
}
