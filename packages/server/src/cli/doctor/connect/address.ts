import { lookup } from "node:dns/promises";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { codeOf } from "../../../kit/system-error.ts";
import { lifeOf } from "../certificate.ts";
import { bad, good, note, type Finding } from "../finding.ts";
import { PATIENCE, type Target, took, within } from "./target.ts";

/** The name, the port and the certificate. `trusted`: whether clients believe it; undefined: there is nothing to speak to. */
export async function addressOf(target: Target): Promise<{ readonly findings: Finding[]; readonly trusted?: boolean }> {
  const { url } = target;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const findings: Finding[] = [];
  if (isIP(host) === 0) {
    try {
      const found = await lookup(host, { all: true });
      findings.push(good(`${host} is ${found.map(({ address }) => address).join(", ")}.`));
    } catch (fault) {
      return { findings: [bad(`The name ${host} leads nowhere (${codeOf(fault)}).`, "See the name, and its DNS.")] };
    }
  }
  const since = target.clock.now();
  const socket = connectPlain({ host, port });
  const reached = await within(target.clock, PATIENCE, opened(socket));
  socket.destroy();
  if (reached !== true) {
    const why = reached === undefined ? "no answer within 5 s" : codeOf(reached);
    const remedy = "See whether the server or its proxy runs, and what a firewall lets through.";
    return { findings: [...findings, bad(`Port ${port} cannot be reached (${why}).`, remedy)] };
  }
  findings.push(good(`Port ${port} answers in ${took(target, since)}.`));
  if (url.protocol === "http:") {
    const own = /^(localhost|127\.|::1$)/.test(host);
    if (!own) findings.push(note("Everything goes in the clear.", "Use https for all but a test."));
    return { findings, trusted: true };
  }
  return certificateOf(target, { host, port, findings });
}

async function certificateOf(
  target: Target,
  { host, port, findings }: { readonly host: string; readonly port: number; readonly findings: Finding[] },
): Promise<{ readonly findings: Finding[]; readonly trusted?: boolean }> {
  const since = target.clock.now();
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectTls({
    host,
    port,
    ...servername,
    rejectUnauthorized: false,
    ALPNProtocols: ["h2", "http/1.1"],
  });
  const reached = await within(target.clock, PATIENCE, opened(socket, "secureConnect"));
  try {
    if (reached !== true) {
      const why = reached === undefined ? "no answer within 5 s" : codeOf(reached);
      return {
        findings: [...findings, bad(`TLS cannot be spoken there (${why}).`, "See whether it is https at all.")],
      };
    }
    const http2 = socket.alpnProtocol === "h2" ? ", HTTP/2 offered" : "";
    findings.push(good(`${socket.getProtocol() ?? "TLS"} in ${took(target, since)}${http2}.`));
    const trust = trustOf(socket);
    if (trust) findings.push(trust);
    findings.push(...lifeOf(socket.getPeerCertificate().valid_to, target.clock.now()));
    return { findings, trusted: trust === undefined };
  } finally {
    socket.destroy();
  }
}

function trustOf(socket: TLSSocket): Finding | undefined {
  const fault = socket.authorizationError as Error | string | null | undefined;
  if (socket.authorized || !fault) return undefined;
  const code = typeof fault === "string" ? fault : codeOf(fault);
  // that one ended is told with its date
  if (code === "CERT_HAS_EXPIRED") return undefined;
  return bad(
    `The certificate is not trusted (${code}).`,
    "Serve the whole chain, for this name; a certificate of your own must be known to each client.",
  );
}

/** True once it is open; else what went wrong. */
function opened(socket: Socket, event = "connect"): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, () => resolve(true));
    socket.once("error", (fault: unknown) => resolve(fault));
  });
}
