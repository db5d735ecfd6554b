import type { TSchema } from "typebox";
import { API_DESCRIPTION, API_VERSION } from "./api/about.ts";
import { componentSchemas, needed, schemaJson, type Json, type JsonObject } from "./api/components.ts";
import { CLOSE, CLOSE_SUMMARIES, type CloseName } from "./close.ts";
import { ERRORS } from "./errors.ts";
import {
  COMMANDS,
  Delta,
  Drain,
  entrySchemaOf,
  ErrorFrame,
  EVENTS,
  eventSchemaOf,
  Hello,
  KINDS,
  Ok,
  Ping,
  Pong,
  Request,
  Welcome,
  type CommandName,
  type EventName,
  type Kind,
} from "./schema/index.ts";
import { SOCKET_PATH, SUBPROTOCOL } from "./version.ts";

interface Message {
  readonly name: string;
  readonly summary: string;
  readonly payload: Json;
}

/**
 * What goes over the WebSocket as an AsyncAPI 3.0 document, seen from the server: it receives what clients send. [HTTP-5]
 *
 * @param host where the server is reached, with the port where it is not the usual one
 * @param secure whether it is reached by TLS
 */
export function asyncApi(host = "localhost:7300", secure = false): JsonObject {
  const messages = [...fromClient(), ...fromServer(), ...commandMessages()];
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Skein",
      version: API_VERSION,
      description: `${API_DESCRIPTION}\n\n${closeCodes()}`,
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: { skein: { host, protocol: secure ? "wss" : "ws" } },
    channels: {
      socket: {
        address: SOCKET_PATH,
        description:
          `Offer the subprotocol \`${SUBPROTOCOL}\`. A message of the WebSocket holds one or more frames, each one JSON object, ` +
          "separated by a line feed. The first frame is hello.",
        servers: [{ $ref: "#/servers/skein" }],
        messages: Object.fromEntries(messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
        bindings: { ws: { method: "GET", bindingVersion: "0.1.0" } },
      },
    },
    operations: operations(),
    components: {
      schemas: componentSchemas(),
      messages: Object.fromEntries(
        messages.map(({ name, summary, payload }) => [name, { name, title: name, summary, payload }]),
      ),
    },
  };
}

const commands = () => Object.keys(COMMANDS) as CommandName[];
const resultOf = (name: CommandName) => `${name}.ok`;

function fromClient(): Message[] {
  return [message("hello", "The first frame of a connection: who I am and where I was.", Hello)];
}

function fromServer(): Message[] {
  const kinds = Object.keys(KINDS) as Kind[];
  const events = Object.keys(EVENTS) as EventName[];
  const errors = Object.entries(ERRORS).map(([name, row]) => `${row.code} \`${name}\` (${row.retry}): ${row.summary}`);
  return [
    message("welcome", "The answer to a good hello.", Welcome),
    message("delta", "After welcome with `resume: delta`: everything that changed since the cursor.", Delta),
    message("error", `A command was refused. Codes: ${errors.join(" ")}`, ErrorFrame),
    message("ping", "Are you there? Any frame is an answer. Both sides may ask.", Ping),
    message("pong", "The answer to ping.", Pong),
    message("drain", "The server is going away; come back after `after` ms.", Drain),
    ...kinds.map((kind) => entryMessage(kind)),
    ...events.map((name) => message(`event.${name}`, EVENTS[name].summary, eventSchemaOf(name))),
  ];
}

function commandMessages(): Message[] {
  return commands().flatMap((name) => {
    const { summary, params, result } = COMMANDS[name];
    const { id } = Request.properties;
    return [
      {
        name,
        summary,
        payload: frame(
          { type: { type: "string", const: name }, id: schemaJson(id), params: schemaJson(params) },
          needed(params) ? [] : ["params"],
        ),
      },
      {
        name: resultOf(name),
        summary: `The answer to ${name}.`,
        payload: frame({
          type: { type: "string", const: "ok" },
          id: schemaJson(Ok.properties.id),
          result: schemaJson(result),
        }),
      },
    ];
  });
}

function frame(properties: JsonObject, optional: readonly string[] = []): Json {
  return { type: "object", required: Object.keys(properties).filter((name) => !optional.includes(name)), properties };
}

/** An entry as a live frame: an entry of a page with its type, and the cursor once it is applied. */
function entryMessage(kind: Kind): Message {
  const fields = entrySchemaOf(kind);
  const payload = {
    type: "object",
    required: ["type", ...fields.required],
    properties: {
      type: { type: "string", const: "entry" },
      ...(JSON.parse(JSON.stringify(fields.properties)) as JsonObject),
      cursor: { type: "string", description: "Resume from here once this and all before it are applied" },
    },
  };
  return { name: `entry.${kind}`, summary: KINDS[kind].summary, payload };
}

function message(name: string, summary: string, schema: TSchema): Message {
  return { name, summary, payload: schemaJson(schema) };
}

const ref = (name: string) => ({ $ref: `#/channels/socket/messages/${name}` });
const channel = { $ref: "#/channels/socket" };

function operations(): JsonObject {
  const pushed = fromServer().filter(({ name }) => name !== "welcome" && name !== "error");
  return {
    hello: {
      action: "receive",
      channel,
      messages: [ref("hello")],
      reply: { channel, messages: [ref("welcome"), ref("error")] },
    },
    heartbeat: { action: "send", channel, messages: [ref("ping")], reply: { channel, messages: [ref("pong")] } },
    beat: { action: "receive", channel, messages: [ref("ping")], reply: { channel, messages: [ref("pong")] } },
    push: {
      action: "send",
      channel,
      messages: pushed.filter(({ name }) => name !== "ping" && name !== "pong").map(({ name }) => ref(name)),
    },
    ...Object.fromEntries(
      commands().map((name) => [
        name,
        {
          action: "receive",
          channel,
          summary: COMMANDS[name].summary,
          messages: [ref(name)],
          reply: { channel, messages: [ref(resultOf(name)), ref("error")] },
        },
      ]),
    ),
  };
}

function closeCodes(): string {
  const names = Object.keys(CLOSE) as CloseName[];
  const rows = names.map((name) => `- ${CLOSE[name].code} \`${name}\`: ${CLOSE_SUMMARIES[name]}`);
  return ["Close codes: 4000–4499 come back, 4500–4999 do not.", ...rows].join("\n");
}
