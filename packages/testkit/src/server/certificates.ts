import { join } from "node:path";

/** Whether certificates can be made here. */
export const hasOpenssl = Bun.which("openssl") !== null;

/** A certificate that vouches for itself, for localhost, and its key: two files. */
export interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** @param name what it is called, and its files are */
export async function makeCertificate(folder: string, name: string, days = 30): Promise<TestCertificate> {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const names = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const child = Bun.spawn(
    ["openssl", "req", "-x509", ...curve, "-days", String(days), ...names, "-keyout", key, "-out", certificate],
    { stdout: "ignore", stderr: "pipe" },
  );
  if ((await child.exited) !== 0) throw new Error(await new Response(child.stderr).text());
  return { certificate, key };
}
