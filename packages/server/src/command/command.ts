import type { COMMANDS, CommandName, Params, Result } from "@skein/protocol/schema";
import type { Json } from "../message/encode.ts";

/** Somebody who asks without a token. */
export interface Visitor {
  /** Where they come from, for limits. */
  readonly address: string;
  /** The base URL by which they reached the server, for links that are made for them. */
  readonly base: string;
}

/** The device's live connection, where there is one. */
export interface Here {
  /** `carrier` is `websocket`, `sse` or `long-poll`. */
  readonly link: { readonly carrier: string };
  /** Puts a frame into this connection's outbox. */
  deliver(frame: string): void;
  /** Calls once this connection has ended. */
  whenGone(call: () => void): void;
  /** From now on it is this device's, as long as its token is good. */
  renew(to: Pick<Caller, "user" | "role" | "session"> & { readonly until: number }): void;
}

/** A signed-in person who asks, on one of their devices. */
export interface Caller extends Visitor {
  readonly user: string;
  /** Role on the server; follows `user.role` while connected. */
  role: "owner" | "admin" | "member";
  /** The signed-in device. */
  readonly session: string;
  /** Absent over HTTP. */
  readonly here?: Here;
}

/** Who asks what anybody may ask, where they are signed in: over a link that has said hello. */
export function signedIn(asker: Visitor | Caller): string | undefined {
  return "user" in asker ? asker.user : undefined;
}

type Asker<N extends CommandName> = (typeof COMMANDS)[N]["access"] extends "anyone" ? Visitor : Caller;

/** A row of the command table: what its wire name does. Schema, access rule and summary are the protocol's. */
export interface Command {
  readonly name: CommandName;
  /** Tokens it takes from the person's bucket. */
  readonly cost: number;
  run(asker: Visitor | Caller, params: unknown): Promise<unknown>;
}

/**
 * Makes a row. The params have passed the schema when `run` sees them, and the asker has passed the access rule;
 * what is thrown as a `Refusal` becomes the error of that name.
 *
 * @example command("conversation.typing", async (caller, { conv, active }) => { …; return {}; })
 */
export function command<N extends CommandName>(
  name: N,
  run: (asker: Asker<N>, params: Params<N>) => Promise<Result<N> | Json>,
  cost = 1,
): Command {
  // the one place where the types of a row are forgotten: dispatch has checked what they say
  return { name, cost, run };
}
