/** The subprotocol a client offers in `Sec-WebSocket-Protocol`: it names the version and the codec. [CONN-1] */
export const SUBPROTOCOL = "skein.v1.json";

/** Every subprotocol a server of this version speaks, best first. A new codec is a new row. */
export const SUBPROTOCOLS: readonly string[] = [SUBPROTOCOL];

/** Where the WebSocket is served, relative to the server's base URL. */
export const SOCKET_PATH = "/v1/socket";

/** Where links are opened that requests carry instead, relative to the server's base URL; each then lies below it by its id. [CARRY-1] */
export const LINK_PATH = "/v1/link";

/** Commands over HTTP are served at `${HTTP_PREFIX}${name}`, for instance `/v1/message.send`. */
export const HTTP_PREFIX = "/v1/";
