import type { TSchema } from "typebox";

/**
 * Who may ask: `anyone` needs no token; `user` any signed-in person; `admin` and `owner` that role on the server
 * or a higher one. What a person may do to one conversation is checked where the command runs.
 */
export type Access = "anyone" | "user" | "admin" | "owner";

/** What is asked for and answered under one wire name. */
export interface CommandRow<Params extends TSchema = TSchema, Result extends TSchema = TSchema> {
  readonly params: Params;
  readonly result: Result;
  readonly access: Access;
  readonly summary: string;
}

export const command = <Params extends TSchema, Result extends TSchema>(
  access: Access,
  summary: string,
  params: Params,
  result: Result,
): CommandRow<Params, Result> => ({ access, summary, params, result });
