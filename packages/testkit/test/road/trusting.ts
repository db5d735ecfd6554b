/** Bun's takes more than the browsers' does, by whose types it is known here. */
const BunWebSocket = WebSocket as unknown as new (url: string, options: Bun.WebSocketOptions) => WebSocket;

/** A WebSocket that believes this certificate and no other. */
export function trusting(ca: string) {
  return class extends BunWebSocket {
    constructor(url: string, protocols: string | string[]) {
      super(url, { protocols, tls: { ca } });
    }
  };
}
