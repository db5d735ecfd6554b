import { LINK_PATH } from "../version.ts";
import type { Json, JsonObject } from "./components.ts";
import { failures } from "./failures.ts";

/** How long an answer may be held back, ms. */
const LONGEST_WAIT = 25_000;

const integer = { type: "integer", minimum: 0 } as const;
const frames = {
  description: "One or more frames with line feeds between, as in a message of the WebSocket: see asyncapi.json.",
  type: "string",
};
const stream = {
  description:
    "Events: `open` with the link's id, messages with their numbers as `id`, `close` with code and reason. With `wait` it ends with the first messages, else it goes on.",
  headers: { "Cache-Control": { schema: { const: "no-store, no-transform" } } },
  content: { "text/event-stream": { schema: { type: "string" } } },
};

const query = (name: string, description: string, more: JsonObject = {}): Json => ({
  name,
  in: "query",
  description,
  schema: { ...integer, ...more },
});
const wait = query("wait", "Long-poll: ms to wait for a message. Without it the answer is one stream.", {
  maximum: LONGEST_WAIT,
});
const link: Json = {
  name: "link",
  in: "path",
  required: true,
  description: "The id that the event `open` told; who has it has the link.",
  schema: { type: "string" },
};
const gone = {
  "404": { description: "There is no such link, or not any more: open another, and say hello with your cursor." },
};
const common = { tags: ["link"], security: [] };

/** The same session over requests, for networks that let no WebSocket through: SPEC.md, section 23. */
export function linkPaths(): JsonObject {
  return {
    [LINK_PATH]: {
      post: {
        ...common,
        operationId: "link.open",
        summary: "Open a link over requests with its first message, the hello; the answer is what comes down.",
        parameters: [wait],
        requestBody: { required: true, content: { "text/plain": { schema: frames } } },
        responses: { "200": stream, ...failures(["forbidden", "too_large", "rate_limited", "unavailable"]) },
      },
    },
    [`${LINK_PATH}/{link}`]: {
      parameters: [link],
      get: {
        ...common,
        operationId: "link.read",
        summary: "Go on reading behind a message.",
        parameters: [query("after", "The number of the last message that came: it and those before are let go."), wait],
        responses: { "200": stream, ...gone, ...failures(["forbidden", "rate_limited"]) },
      },
      post: {
        ...common,
        operationId: "link.write",
        summary: "Say something, tell what came, or end the link.",
        parameters: [
          query("n", "The number of this message; the opening one was 1. The same again counts once.", { minimum: 1 }),
          query("ack", "The number of the last message that came."),
          query("close", "Ends the link, with this code."),
        ],
        requestBody: { required: false, content: { "text/plain": { schema: frames } } },
        responses: {
          "204": { description: "Taken." },
          ...gone,
          ...failures(["forbidden", "conflict", "too_large", "rate_limited"]),
        },
      },
    },
  };
}
