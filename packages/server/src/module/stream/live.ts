import type { Clock } from "../../kit/clock.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Events } from "../../message/events.ts";
import { eventFrame } from "../../message/fanout.ts";

/** At most one event of a stream in so many ms; in large groups in more. */
const PACE = 100;
const LARGE_PACE = 1_000;
const LARGE = 200;

interface Window {
  conversation: Conversation;
  readonly user: string;
  at: number;
  text: string;
  cancel: () => void;
}

/** Tells those who are here how streams grow: at once, then what gathered meanwhile. Nothing of it is kept. */
export class LiveStreams {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly events: Pick<Events, "send">,
    private readonly clock: Clock,
  ) {}

  grew(conversation: Conversation, stream: string, user: string, at: number, text: string): void {
    const window = this.#windows.get(stream);
    if (!window) {
      this.#tell(conversation, stream, user, at, text);
      this.#open(conversation, stream, user, at + text.length);
      return;
    }
    window.conversation = conversation;
    // what another node told in between leaves a gap, which viewers notice
    if (window.at + window.text.length === at) window.text += text;
    else {
      window.at = at;
      window.text = text;
    }
  }

  /** It became a message: that tells all. */
  drop(stream: string): void {
    this.#windows.get(stream)?.cancel();
    this.#windows.delete(stream);
  }

  /** @param except who is not told */
  gaveUp(conversation: Conversation, stream: string, user: string, at: number, except = ""): void {
    this.drop(stream);
    const data = { conv: conversation.id, stream, user, at, text: "", ended: true };
    this.events.send(conversation, eventFrame("stream", data), except);
  }

  close(): void {
    for (const stream of [...this.#windows.keys()]) this.drop(stream);
  }

  #open(conversation: Conversation, stream: string, user: string, at: number): void {
    const pace = conversation.members.size > LARGE ? LARGE_PACE : PACE;
    const cancel = this.clock.after(pace, () => {
      const window = this.#windows.get(stream);
      this.#windows.delete(stream);
      if (!window || window.text === "") return;
      this.#tell(window.conversation, stream, user, window.at, window.text);
      this.#open(window.conversation, stream, user, window.at + window.text.length);
    });
    this.#windows.set(stream, { conversation, user, at, text: "", cancel });
  }

  #tell(conversation: Conversation, stream: string, user: string, at: number, text: string): void {
    this.events.send(conversation, eventFrame("stream", { conv: conversation.id, stream, user, at, text }), "");
  }
}
