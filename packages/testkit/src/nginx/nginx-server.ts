import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../server/free-port.ts";
import type { TestCertificate } from "../server/certificates.ts";
import { temporaryFolder, type TemporaryFolder } from "../server/temporary-folder.ts";
import { tied } from "../server/tied.ts";

const NGINX = "/usr/sbin/nginx";

/** A real nginx in front of a server, by a site as operators write it. */
export class NginxServer implements AsyncDisposable {
  private constructor(
    /** Base URL, over TLS. */
    readonly url: string,
    private readonly child: Bun.Subprocess,
    private readonly folder: TemporaryFolder,
  ) {}

  /**
   * Starts it and resolves once it listens.
   *
   * @param site the file that operators copy; its ports, certificate and server are replaced by these
   */
  static async start(site: string, server: string, { certificate, key }: TestCertificate): Promise<NginxServer> {
    const folder = await temporaryFolder();
    const [port, plain] = [await freePort(), await freePort()];
    const here = site
      .replaceAll(/listen 443\b/g, `listen 127.0.0.1:${port}`)
      .replaceAll(/listen 80\b/g, `listen 127.0.0.1:${plain}`)
      .replace(/ssl_certificate +\S+;/, `ssl_certificate ${certificate};`)
      .replace(/ssl_certificate_key +\S+;/, `ssl_certificate_key ${key};`)
      .replace(/server 127\.0\.0\.1:7300;/, `server 127.0.0.1:${new URL(server).port};`);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => {
      mkdirSync(join(folder.path, name));
      return `${name}_temp_path ${join(folder.path, name)};`;
    });
    const file = join(folder.path, "nginx.conf");
    const events = "events { worker_connections 512; }";
    writeFileSync(
      file,
      `daemon off;\npid nginx.pid;\n${events}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${here}\n}\n`,
    );
    const command = [NGINX, "-p", folder.path, "-c", file, "-e", "stderr"];
    const child = Bun.spawn(tied(command), { stdin: "ignore", stdout: "ignore", stderr: "pipe" });
    const url = `https://localhost:${port}`;
    while (!(await answers(url))) {
      if (child.exitCode !== null) throw new Error(`nginx did not start: ${await new Response(child.stderr).text()}`);
      await Bun.sleep(10);
    }
    return new NginxServer(url, child, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGTERM");
    await this.child.exited;
    await this.folder[Symbol.asyncDispose]();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { tls: { rejectUnauthorized: false }, redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}
