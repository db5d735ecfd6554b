import type { Channel } from "../tabs/channel.ts";
import type { LinkFacts } from "./link-facts.ts";
import type { LinkRecord } from "./link-record.ts";

/** What tabs say to each other of the link that one of them holds. */
type Said = { readonly is: "look" } | { readonly is: "facts"; readonly facts: LinkFacts };

/** A tab that has the link tells of it those that follow, when they look. */
export class TabsTell {
  private channel: Channel | undefined;
  private told: ((facts: LinkFacts) => void) | undefined;

  constructor(private readonly record: LinkRecord) {}

  /**
   * This tab has a place among all of them.
   *
   * @param open makes the channel that all of them, and no others, share
   */
  seated(seat: LinkFacts["seat"], open?: () => Channel): void {
    if (seat === this.record.seat) return;
    this.channel?.close();
    this.channel = open?.();
    if (this.channel) this.channel.onmessage = ({ data }: { readonly data: Said }) => this.heard(data);
    this.record.seated(seat);
  }

  /** Asks the tab that has the link; whatever it tells goes to the last one who listened. */
  ask(): void {
    this.channel?.postMessage({ is: "look" } satisfies Said);
  }

  listen(told: ((facts: LinkFacts) => void) | undefined): void {
    this.told = told;
  }

  private heard(said: Said): void {
    const { record } = this;
    if (said.is === "facts") {
      if (record.seat === "follows") this.told?.(said.facts);
    } else if (record.seat === "leads") {
      record.look();
      this.channel?.postMessage({ is: "facts", facts: record.facts.get() } satisfies Said);
    }
  }
}
