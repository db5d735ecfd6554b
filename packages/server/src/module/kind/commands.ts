import { LIMITS } from "@skein/protocol";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { Json } from "../../message/encode.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { fault } from "./schema.ts";
import { allTypes, keepType, removeType } from "./store.ts";

interface KindRoom {
  readonly line: Pick<Line, "commit" | "clock">;
  readonly storage: Pick<Storage, "query">;
}

export function kindCommands({ line, storage }: KindRoom): Command[] {
  return [
    command("kind.register", async (_, { type, schema, texts, notice }) => {
      const size = Buffer.byteLength(JSON.stringify([schema, texts]));
      if (size > LIMITS.customSchema) throw new Refusal("too_large", { path: "/schema" });
      const found = fault(schema, "/schema");
      if (found) throw new Refusal("invalid", found);
      const kept = { type, schema, ...(texts && { texts }), ...(notice && { notice }) };
      const { at } = await line.commit.submit({ rows: [keepType(kept, line.clock.now())] });
      return { at };
    }),
    command("kind.remove", async (_, { type }) => {
      await line.commit.submit({ rows: [removeType(type)] });
      return {};
    }),
    command("kind.list", async () => new Json(`{"types":[${(await allTypes(storage)).join(",")}]}`), 2),
  ];
}
