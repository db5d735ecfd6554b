/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** `message` unless it says otherwise. */
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

/** Reads events out of a text that comes in pieces, cut anywhere. */
export class EventStream {
  /** Whether the last piece ended nothing: more of the same has to come. */
  within = false;
  private rest = "";

  /** The events that are whole with this piece. */
  *push(piece: string): Generator<StreamEvent> {
    this.rest += piece;
    let end = this.rest.indexOf("\n\n");
    this.within = end < 0 && this.rest !== "";
    for (; end >= 0; end = this.rest.indexOf("\n\n")) {
      const block = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 2);
      const event = parse(block);
      if (event) yield event;
    }
  }
}

/** Undefined for what holds no data: a comment, which only keeps the line open. */
function parse(block: string): StreamEvent | undefined {
  let name = "message";
  let id = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).replace(/^ /, "");
    const field = line.slice(0, colon);
    if (field === "data") data.push(value);
    else if (field === "id") id = value;
    else if (field === "event") name = value;
  }
  return data.length > 0 ? { name, id, data: data.join("\n") } : undefined;
}
