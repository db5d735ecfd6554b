import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import type { Locks } from "../store/lead.ts";
import type { Link, LinkEvents, Transport } from "../transport/transport.ts";
import type { Channel, Said, Told } from "./channel.ts";
import { Hub } from "./hub.ts";
import type { Port } from "./port.ts";

interface Setup {
  readonly key: string;
  readonly url: string;
  readonly transport: Transport;
  readonly locks: Locks;
  readonly channel: (name: string) => Channel;
  readonly clock: Clock;
  readonly random: Random;
  readonly lead: string;
  /** The tab's own link has ended; by its own wish: then nobody should lead here. */
  readonly ended: (wished: boolean) => void;
}

interface Remote {
  readonly port: Port;
  readonly channel: Channel;
  readonly watch: AbortController;
}

/** The tab that has the lock: it keeps the hub, and lets the other tabs reach it. */
export class Leader {
  private readonly hub: Hub;
  private readonly all: Channel;
  private readonly remotes = new Map<string, Remote>();

  constructor(private readonly is: Setup) {
    this.hub = new Hub(is);
    this.all = is.channel(is.key);
    this.all.onmessage = ({ data }: { readonly data: Said }) => this.heard(data);
    this.all.postMessage({ is: "lead", lead: is.lead } satisfies Said);
  }

  /** The tab's own link: it reaches the hub without a channel. */
  link(events: LinkEvents): Link {
    let over = false;
    const port = this.hub.open({
      message: (message) => events.message(message),
      closed: (code, reason) => {
        over = true;
        this.is.ended(false);
        events.closed(code, reason);
      },
    });
    // after the caller has what it will send by
    queueMicrotask(() => {
      if (!over) events.opened();
    });
    return {
      send: (text) => this.hub.said(port, text),
      close: () => {
        if (over) return;
        over = true;
        this.hub.leave(port);
        this.is.ended(true);
      },
    };
  }

  /** Leads no more. */
  end(): void {
    this.hub.end(1000, "closed");
    this.all.close();
    for (const tab of [...this.remotes.keys()]) this.leave(tab);
  }

  private heard(said: Said): void {
    if (said.is === "join") this.join(said.tab);
    else if (said.is === "leave") this.leave(said.tab);
    else if (said.is === "say" && said.lead === this.is.lead) {
      const remote = this.remotes.get(said.tab);
      if (remote) this.hub.said(remote.port, said.text);
    }
  }

  private join(tab: string): void {
    if (this.remotes.has(tab)) return;
    const channel = this.is.channel(`${this.is.key} ${tab}`);
    const tell = (told: Told): void => channel.postMessage(told);
    const watch = new AbortController();
    const port = this.hub.open({
      message: (text) => tell({ is: "text", text }),
      closed: (code, reason) => {
        tell({ is: "closed", code, reason });
        this.leave(tab);
      },
    });
    this.remotes.set(tab, { port, channel, watch });
    // A tab holds a lock of its own as long as it lives: who crashes says no farewell.
    this.is.locks
      .request(`${this.is.key} ${tab}`, { signal: watch.signal }, async () => this.leave(tab))
      .catch(() => undefined);
    tell({ is: "joined", lead: this.is.lead });
  }

  private leave(tab: string): void {
    const remote = this.remotes.get(tab);
    if (!remote) return;
    this.remotes.delete(tab);
    remote.watch.abort();
    this.hub.leave(remote.port);
    remote.channel.close();
  }
}
