import Type, { type Static } from "typebox";
import { KindType, Timestamp } from "../primitives.ts";
import { command } from "./row.ts";

const Texts = Type.Record(
  Type.String({ pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$" }),
  Type.String({ minLength: 1, maxLength: 500 }),
  { description: "What is shown without a component, by language; `{name}` is filled with that field of the data" },
);

/** A type of messages that an integrator brought. */
export const CustomType = Type.Object({
  type: KindType,
  schema: Type.Record(Type.String(), Type.Unknown(), {
    description:
      "JSON Schema of the data: type, properties, required, additionalProperties (true, false), items, enum, const, minimum, maximum, minLength, maxLength, minItems, maxItems, title, description",
  }),
  texts: Type.Optional(Texts),
  notice: Type.Optional(Type.Literal(true, { description: "Shown as a line between the messages" })),
});
export type CustomType = Static<typeof CustomType>;

/** Types of messages that integrators bring. */
export const kindCommands = {
  "kind.register": command(
    "admin",
    "Bring a type of custom messages, or change one; messages that were sent before stay as they are.",
    CustomType,
    Type.Object({ at: Timestamp }),
  ),
  "kind.remove": command("admin", "Take no more messages of a type.", Type.Object({ type: KindType }), Type.Object({})),
  "kind.list": command(
    "user",
    "All types of custom messages, by name.",
    Type.Object({}),
    Type.Object({ types: Type.Array(CustomType) }),
  ),
} as const;
