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

/** Where bytes of uploads go by tus 1.0: below it by the id of the upload. [FILE-3] */
export const UPLOAD_PATH = "/v1/uploads/";

/** Where files are fetched: below it by their id. [FILE-7] */
export const FILE_PATH = "/v1/files/";

/** Where pictures of people and groups are fetched: below it by the `avatar` that a profile tells. [AVATAR-3] */
export const AVATAR_PATH = "/v1/avatars/";
