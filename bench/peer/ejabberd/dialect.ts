import { WebSocketClient } from "../../wire/websocket.ts";
import type { Dialect, Line, LineEvents, Target } from "../peer.ts";
import { HOST } from "./configuration.ts";

const OPEN = `<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${HOST}' version='1.0'/>`;
const BIND =
  "<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" +
  "<resource>bench</resource></bind></iq>";
const ENABLE = "<enable xmlns='urn:xmpp:sm:3'/>";
const PRESENCE = "<presence xmlns='jabber:client'/>";
const REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";

/** Speaks XMPP over WebSocket (RFC 7395) with stream management (XEP-0198), as little of it as a text client needs. */
export const ejabberdDialect: Dialect = {
  async dial(target, user, events) {
    const person = new Person(target, user, events);
    await person.client.dial();
    await person.ready.promise;
    return person;
  },
};

class Person implements Line {
  readonly ready = Promise.withResolvers<undefined>();
  readonly client: WebSocketClient;
  readonly #target: Target;
  readonly #user: number;
  readonly #events: LineEvents;
  /** Rooms whose own presence has not come back. */
  readonly #joining: Set<string>;
  #signedIn = false;
  /** Stanzas that came since stream management was enabled; the server asks for the number. */
  #received = 0;
  #acked = 0;

  constructor(target: Target, user: number, events: LineEvents) {
    this.#target = target;
    this.#user = user;
    this.#events = events;
    this.#joining = new Set(target.conversations.filter((address) => address.includes("@")));
    const address = { hostname: target.hostname, port: target.port, path: "/ws", protocol: "xmpp" };
    this.client = new WebSocketClient(address, {
      open: () => this.client.send(OPEN),
      text: (stanza) => this.#take(stanza),
      closed: (code) => {
        this.ready.reject(new Error(`The link of person ${user} was closed with ${code}`));
        events.closed(code);
      },
    });
  }

  send(number: number, conversation: number, text: string): void {
    const address = this.#target.conversations[conversation] ?? "";
    if (address.includes("@")) {
      this.client.send(message(address, "groupchat", number, text));
      return;
    }
    const other = address.split(" ").find((candidate) => candidate !== String(this.#user));
    this.client.send(message(`u${other}@${HOST}`, "chat", number, text));
    this.client.send(REQUEST);
  }

  resumePoint(): undefined {
    return undefined;
  }

  close(): void {
    this.client.close();
  }

  cut(): void {
    this.client.cut();
  }

  #take(stanza: string): void {
    if (stanza.startsWith("<message")) {
      this.#received += 1;
      this.#takeMessage(stanza);
    } else if (stanza.startsWith("<a ")) {
      this.#takeAck(Number(attribute(stanza, "h")));
    } else if (stanza.startsWith("<r ")) {
      this.client.send(`<a xmlns='urn:xmpp:sm:3' h='${this.#received}'/>`);
    } else if (stanza.startsWith("<presence")) {
      this.#received += 1;
      this.#takePresence(stanza);
    } else if (stanza.startsWith("<iq")) {
      this.#received += 1;
      this.#takeIq(stanza);
    } else {
      this.#signIn(stanza);
    }
  }

  #signIn(element: string): void {
    if (element.startsWith("<stream:features")) {
      if (this.#signedIn) this.client.send(BIND);
      else this.client.send(plain(`u${this.#user}`, this.#target.credentials[this.#user] ?? ""));
    } else if (element.startsWith("<success")) {
      this.#signedIn = true;
      this.client.send(OPEN);
    } else if (element.startsWith("<enabled")) {
      this.#received = 0;
      for (const room of this.#joining) this.client.send(join(room, this.#user));
      if (this.#joining.size === 0) this.ready.resolve(undefined);
    } else if (!element.startsWith("<open") && !element.startsWith("<close")) {
      this.#events.refused(element.slice(0, 200));
    }
  }

  #takeIq(stanza: string): void {
    if (stanza.includes("id='bind'")) {
      // Presence before stream management, so that only messages are counted by it.
      this.client.send(PRESENCE);
      this.client.send(ENABLE);
    }
  }

  #takePresence(stanza: string): void {
    if (!stanza.includes("code='110'")) return;
    this.#joining.delete((attribute(stanza, "from") ?? "").split("/")[0] ?? "");
    if (this.#joining.size === 0) this.ready.resolve(undefined);
  }

  #takeMessage(stanza: string): void {
    const type = attribute(stanza, "type");
    if (type === "error") {
      this.#events.refused(stanza.slice(0, 300));
      return;
    }
    const text = /<body>([^<]*)<\/body>/.exec(stanza)?.[1];
    if (text === undefined) return;
    // The room sends a message to its sender too, after it archived it: that is the ack.
    if (type === "groupchat" && attribute(stanza, "from")?.endsWith(`/u${this.#user}`)) {
      this.#events.acked(Number(attribute(stanza, "id")));
    } else {
      this.#events.delivered(text);
    }
  }

  /** `h` stanzas of ours were handled, the archive included. */
  #takeAck(h: number): void {
    for (; this.#acked < h; this.#acked++) this.#events.acked(this.#acked);
  }
}

function message(to: string, type: "chat" | "groupchat", number: number, text: string): string {
  return `<message xmlns='jabber:client' to='${to}' type='${type}' id='${number}'><body>${text}</body></message>`;
}

function join(room: string, user: number): string {
  const x = "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>";
  return `<presence xmlns='jabber:client' to='${room}/u${user}'>${x}</presence>`;
}

function plain(user: string, password: string): string {
  const secret = Buffer.from(`\0${user}\0${password}`).toString("base64");
  return `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${secret}</auth>`;
}

function attribute(stanza: string, name: string): string | undefined {
  const start = stanza.indexOf(` ${name}='`);
  if (start < 0) return undefined;
  const from = start + name.length + 3;
  return stanza.slice(from, stanza.indexOf("'", from));
}
