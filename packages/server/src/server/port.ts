import type { Config } from "../config.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { type CertificateFiles, endOf, readPair, warnOfEnd, watchPair } from "../transport/certificate.ts";
import { type Behind, listen, type Listener } from "../transport/listener.ts";

/** The files of TLS, where this server serves it itself. */
export function certificateFiles({ tls }: Config): CertificateFiles | undefined {
  const { certificate, key } = tls;
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

/** Origins whose pages may connect, beside that of the host they ask. */
export function originsOf({ origins, publicUrl }: Config): readonly string[] {
  return publicUrl === undefined ? origins : [...origins, publicUrl];
}

/** Where this server answers until somebody says where people reach it. */
export function ownBase(config: Config, port: number): string {
  return `${certificateFiles(config) ? "https" : "http"}://localhost:${port}`;
}

/**
 * Opens the port; over TLS it follows its certificate.
 *
 * @throws StartFault when the certificate cannot serve
 */
export function openPort(
  config: Config,
  behind: Behind,
  parts: { readonly clock: Clock; readonly log: Log },
): Listener {
  const files = certificateFiles(config);
  const pair = files && readPair(files);
  const listener = listen(
    {
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      origins: originsOf(config),
      trustedProxies: config.trustedProxies,
      outboxBytes: config.limits.outboxBytes,
      compressing: config.compression,
      shared: config.workers > 1,
      ...(pair && { tls: pair }),
    },
    behind,
  );
  if (!files || !pair) return listener;
  warnOfEnd(pair, parts.clock, parts.log);
  behind.traffic.certificateEnd = endOf(pair);
  const end = watchPair(files, parts, (renewed) => {
    listener.renew(renewed);
    behind.traffic.certificateEnd = endOf(renewed);
  });
  return {
    ...listener,
    stop: () => {
      end();
      return listener.stop();
    },
  };
}
