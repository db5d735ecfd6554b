import type { Dispatch } from "../command/dispatch.ts";
import type { Log } from "../kit/log.ts";
import type { Authenticate } from "../session/authenticate.ts";

/** What answers over HTTP. */
export interface HttpRoom {
  readonly config: {
    /** Origins beside our own whose pages may ask; `*` for all. */
    readonly origins: readonly string[];
  };
  readonly dispatch: Dispatch;
  readonly authenticate: Authenticate;
  /** How people reach the server, for links; without a slash at its end. The port may only be known once it listens. */
  readonly address: { readonly base: string };
  readonly log: Log;
  /** Folder of the built web app; the project's own when absent. */
  readonly app?: string;
  /** Whether the server takes requests now; false while it drains. */
  readonly ready?: () => boolean;
  /** What the command line of this machine may ask; absent where there is none. */
  readonly local?: LocalCalls | undefined;
}

/**
 * What the command line may ask of a running server. It proves itself by a secret that is made at each start and kept
 * in the data folder: whoever can read that could read the database too.
 */
export interface LocalCalls {
  readonly secret: string;
  /** By name; the params are what the command line of the same version sent. */
  readonly calls: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => Promise<unknown>>>;
}

/** What a handler knows beside the request. */
export interface HttpEnv {
  Bindings: { readonly address: string };
}
