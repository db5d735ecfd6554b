import { componentSchemas, needed, schemaJson, type Json, type JsonObject } from "./api/components.ts";
import { ERRORS, type ErrorName } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { Cursor } from "./schema/primitives.ts";
import { COMMANDS, ErrorFrame, type CommandName } from "./schema/index.ts";
import { API_DESCRIPTION, API_VERSION } from "./api/about.ts";
import { errorContent, failures } from "./api/failures.ts";
import { linkPaths } from "./api/link-paths.ts";
import { HTTP_PREFIX } from "./version.ts";

/** What every command may answer by itself, whoever asks. */
const ALWAYS: readonly ErrorName[] = [
  "malformed",
  "invalid",
  "too_large",
  "rate_limited",
  "busy",
  "unavailable",
  "internal",
];
const SIGNED_IN: readonly ErrorName[] = ["unauthenticated", "token_expired", "token_revoked"];

/**
 * The commands as an OpenAPI 3.1 document: each is a POST with its params as the body. [HTTP-5]
 *
 * @param server where the commands are, relative to the document or absolute
 */
export function openApi(server = "/"): JsonObject {
  return {
    openapi: "3.1.0",
    info: {
      title: "Skein",
      version: API_VERSION,
      description: API_DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: server }],
    tags: [...new Set([...names().map(roomOf), "link"])].map((name) => ({ name })),
    paths: {
      ...Object.fromEntries(names().map((name) => [`${HTTP_PREFIX}${name}`, { post: operation(name) }])),
      [`${HTTP_PREFIX}changes`]: { get: polling() },
      ...linkPaths(),
    },
    components: {
      schemas: { ...componentSchemas(), Error: errorSchema() },
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token of this server, or a JWT of the host app where that is configured.",
        },
      },
      headers: { RetryAfter: { description: "Seconds to wait.", schema: { type: "integer", minimum: 1 } } },
    },
  };
}

const names = () => Object.keys(COMMANDS) as CommandName[];

/** `message` of `message.send`. */
const roomOf = (name: CommandName): string => name.split(".")[0] ?? name;

function operation(name: CommandName): Json {
  const { access, summary, params, result } = COMMANDS[name];
  const may =
    access === "anyone" ? ALWAYS : [...ALWAYS, ...SIGNED_IN, ...(access === "user" ? [] : (["forbidden"] as const))];
  return {
    operationId: name,
    tags: [roomOf(name)],
    summary,
    description:
      access === "anyone"
        ? "Needs no token."
        : access === "user"
          ? "For signed-in people."
          : `For those with the role ${access} or above.`,
    security: access === "anyone" ? [] : [{ token: [] }],
    requestBody: { required: needed(params), content: { "application/json": { schema: schemaJson(params) } } },
    responses: {
      "200": { description: "Done.", content: { "application/json": { schema: schemaJson(result) } } },
      ...failures(may),
      default: { description: "Another row of the error table.", content: errorContent },
    },
  };
}

/** `sync.changes` for those who poll. [HTTP-7] */
function polling(): Json {
  const { requestBody: _, ...row } = operation("sync.changes") as JsonObject;
  return {
    ...row,
    operationId: "changes",
    summary: "What changed since a cursor; held until something does, as long as one wants to wait.",
    parameters: [
      { name: "since", in: "query", description: "The cursor of the answer before.", schema: schemaJson(Cursor) },
      {
        name: "wait",
        in: "query",
        description: "Ms to wait where nothing changed.",
        schema: { type: "integer", minimum: 0, maximum: LIMITS.changesWait, default: 0 },
      },
    ],
  };
}

/** The error frame without what only a connection needs, with the table's rows as the names. */
function errorSchema(): Json {
  const { type: _type, id: _id, ...fields } = ErrorFrame.properties;
  const properties = JSON.parse(JSON.stringify(fields)) as JsonObject;
  return {
    type: "object",
    description: "One row of the error table. Act on `retry`.",
    required: ["code", "name", "retry", "message"],
    properties: {
      ...properties,
      name: { type: "string", enum: Object.keys(ERRORS) },
      code: { type: "integer", enum: Object.values(ERRORS).map((row) => row.code) },
    },
  };
}
