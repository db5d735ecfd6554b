import { type CommandName, HTTP_PREFIX, type Params, type Result, type WireError } from "@skein/protocol";
import { SkeinError } from "./error.ts";

/**
 * Any command of the protocol as one HTTP request: no link, no client.
 *
 * @throws SkeinError the server's refusal, or `offline` when there is no answer
 * @example await http("https://chat.example.com", "message.send", { conv, key, kind: "text", body: { text: "hi" } }, token);
 */
export async function http<N extends CommandName>(
  url: string,
  name: N,
  params: Params<N>,
  token?: string,
): Promise<Result<N>> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(url.replace(/\/+$/, "") + HTTP_PREFIX + name, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: JSON.stringify(params),
    });
    status = response.status;
    body = await response.json();
  } catch (error) {
    throw SkeinError.local("offline", error);
  }
  if (status === 200) return body as Result<N>;
  // Something between may answer in the server's place.
  if (!isWireError(body)) throw SkeinError.local("offline", new Error(`status ${status}`));
  throw new SkeinError(body);
}

function isWireError(body: unknown): body is WireError {
  return typeof body === "object" && body !== null && "code" in body && "retry" in body && "name" in body;
}

/** What the server is, and how one signs in. */
export const serverInfo = (url: string): Promise<Result<"server.info">> => http(url, "server.info", {});

/**
 * Signs a device in by log-in name and password.
 *
 * @example const { token, me } = await signIn(url, { login: "ann", password, device: { name: "Firefox", platform: "web" } });
 */
export const signIn = (url: string, params: Params<"account.signin">): Promise<Result<"account.signin">> =>
  http(url, "account.signin", params);

/** Makes an account, where registration is open or with an invitation. */
export const register = (url: string, params: Params<"account.register">): Promise<Result<"account.register">> =>
  http(url, "account.register", params);

/** Makes the owner of a fresh server with the code of its set-up link. */
export const setup = (url: string, params: Params<"account.setup">): Promise<Result<"account.setup">> =>
  http(url, "account.setup", params);

/** Signs a device in by a one-time link. */
export const redeem = (url: string, params: Params<"account.redeem">): Promise<Result<"account.redeem">> =>
  http(url, "account.redeem", params);
