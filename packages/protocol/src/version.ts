/** The subprotocol a client offers in `Sec-WebSocket-Protocol`: it names the version and the codec. [CONN-1] */
export const SUBPROTOCOL = "skein.v1.json";

/** Every subprotocol a server of this version speaks, best first. A new codec is a new row. */
export const SUBPROTOCOLS: readonly string[] = [SUBPROTOCOL];

/** Where the WebSocket is served, relative to the server's base URL. */
export const SOCKET_PATH = "/v1/socket";

/** Commands over HTTP are served at `${HTTP_PREFIX}${name}`, for instance `/v1/message.send`. */
export const HTTP_PREFIX = "/v1/";
