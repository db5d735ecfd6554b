import type { Dispatch } from "../command/dispatch.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Readiness } from "../kit/readiness.ts";
import type { Tally } from "../kit/tally.ts";
import type { Waits } from "../message/waits.ts";
import type { Authenticate } from "../session/authenticate.ts";

/** Where a request gets its id from and what is noted of it. */
export interface Tracing {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** Requests by class of route and status. */
  readonly requests: Tally;
}

/** What answers over HTTP. */
export interface HttpRoom extends Tracing {
  readonly config: {
    /** Origins beside our own whose pages may ask; `*` for all. */
    readonly origins: readonly string[];
    readonly compression: boolean;
  };
  readonly dispatch: Dispatch;
  /** Answers requests that carry a link; throws refusals. */
  readonly links: (
    request: Request,
    asker: { readonly address: string; readonly base: string | undefined },
  ) => Promise<Response>;
  /** Answers requests for files and for uploads; both throw refusals. */
  readonly files: {
    upload(request: Request, user: string): Promise<Response>;
    fetch(request: Request, user: string | undefined): Promise<Response>;
    avatar(request: Request): Promise<Response>;
  };
  readonly authenticate: Authenticate;
  readonly waits: Waits;
  /** How people reach the server, for links; without a slash at its end. The port may only be known once it listens. */
  readonly address: { readonly base: string };
  /** Folder of the built web app; the project's own when absent. */
  readonly app?: string;
  readonly readiness: Readiness;
  readonly metrics: Measured;
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

/** What is told in numbers, and to whom. */
export interface Measured {
  /** What a reader must prove to know; without one, only programs on this machine may read. */
  readonly token: string | undefined;
  text(): string;
}

/** What a handler knows beside the request. */
export interface HttpEnv {
  Bindings: {
    readonly address: string;
    /** Base URL under which a trusted proxy was asked. */
    readonly base?: string | undefined;
    /** The request's id in the log. */
    readonly request: string;
  };
}
