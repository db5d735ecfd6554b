/** What browsers give that can install the app. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Whether this browser offers to install the app now; it asks the person itself. */
class Install {
  private offer: InstallEvent | undefined;
  private readonly listeners = new Set<() => void>();

  readonly get = (): boolean => this.offer !== undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Browsers offer it once, soon after the page began: to be called before. */
  listen(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.set(event as InstallEvent);
    });
    addEventListener("appinstalled", () => this.set(undefined));
  }

  /** An offer can be taken once, whatever the person answers. */
  async ask(): Promise<void> {
    const { offer } = this;
    this.set(undefined);
    await offer?.prompt();
  }

  private set(offer: InstallEvent | undefined): void {
    this.offer = offer;
    for (const listener of [...this.listeners]) listener();
  }
}

export const install = new Install();
