import { StartFault } from "../kit/start-fault.ts";

/** Where NATS is and who we are there, in the words of its client. */
export interface NatsAddress {
  /** host:port */
  readonly servers: string[];
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  /** There: never without TLS. Absent: as the server wants it. */
  readonly tls?: object;
}

const REMEDY =
  "Write nats://host:4222, tls://user:password@host:4222 or tls://token@host:4222; several with commas between.";

/**
 * Reads the servers of one NATS. Who signs in is the same on all of them, so it is enough in one.
 *
 * @throws StartFault that says what is wrong, and never a password
 * @example natsAddress("nats://skein:secret@10.0.0.1,nats://10.0.0.2:4223")
 */
export function natsAddress(urls: string): NatsAddress {
  const parts = urls.split(",").map((part) => part.trim());
  const all = parts.map((part) => {
    const url = URL.parse(part);
    if (!url?.hostname) throw new StartFault("config", "An address of NATS is not understood.", REMEDY);
    if (url.protocol !== "nats:" && url.protocol !== "tls:") {
      throw new StartFault("config", `NATS is not reached by ${url.protocol}//.`, REMEDY);
    }
    return url;
  });
  const logins = [...new Set(all.filter(({ username }) => username !== "").map(loginOf))];
  if (logins.length > 1) throw new StartFault("config", "The addresses of NATS name more than one login.", REMEDY);
  const named = all.find(({ username }) => username !== "");
  return {
    servers: all.map(({ hostname, port }) => `${hostname}:${port || "4222"}`),
    ...(named && credentials(named)),
    ...(all.some(({ protocol }) => protocol === "tls:") && { tls: {} }),
  };
}

function credentials(url: URL): Pick<NatsAddress, "user" | "pass" | "token"> {
  const name = decodeURIComponent(url.username);
  return url.password === "" ? { token: name } : { user: name, pass: decodeURIComponent(url.password) };
}

function loginOf({ username, password }: URL): string {
  return `${username}:${password}`;
}
