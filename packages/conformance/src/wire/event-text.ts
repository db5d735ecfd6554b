/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** `message` unless it says otherwise. */
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

/** Reads events, and the comments between them, out of a text that comes in pieces, cut anywhere. */
export class EventText {
  /** How many comments came. */
  comments = 0;
  #rest = "";

  /** The events that are whole with this piece. */
  push(piece: string): StreamEvent[] {
    const blocks = (this.#rest + piece).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => this.#event(block));
  }

  #event(block: string): StreamEvent[] {
    const fields = block.split("\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")] as const;
    });
    const of = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
    this.comments += of("").length;
    const data = of("data");
    return data.length === 0
      ? []
      : [{ name: of("event").at(-1) ?? "message", id: of("id").at(-1) ?? "", data: data.join("\n") }];
  }
}
