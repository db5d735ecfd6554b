import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "../server/free-port.ts";
import { temporaryFolder, type TemporaryFolder } from "../server/temporary-folder.ts";

/** Debian's Python, and what its package `python3-swift` brings. */
const PYTHON = "/usr/bin/python3";
const PACKAGE = "/usr/lib/python3/dist-packages/swift/common/middleware/s3api/s3api.py";
const SCRIPT = fileURLToPath(new URL("swift-server.py", import.meta.url));

/** Looks, a tenth of a second apart, and starts, until it is given up. */
const LOOKS = 200;
const TRIES = 3;

/** What it is asked with; the script says so too. */
const CREDENTIALS = { accessKeyId: "test:tester", secretAccessKey: "testing", region: "us-east-1" };

/** Whether the package is installed. */
export const hasSwift = existsSync(PACKAGE);

/**
 * A private OpenStack Swift on loopback, which speaks S3 (signatures, ranges, multipart uploads).
 *
 * @example
 * await using s3 = await SwiftServer.start();
 * new Bun.S3Client({ ...s3.credentials, endpoint: s3.endpoint, bucket: s3.bucket });
 */
export class SwiftServer implements AsyncDisposable {
  readonly bucket = "skein";
  readonly credentials = CREDENTIALS;

  private constructor(
    readonly endpoint: string,
    private readonly child: Bun.Subprocess,
    private readonly folder: TemporaryFolder,
  ) {}

  static async start(): Promise<SwiftServer> {
    for (let tried = 0; tried < TRIES; tried++) {
      const server = await SwiftServer.#launch();
      if (await server.#serves()) return server;
      await server[Symbol.asyncDispose]();
    }
    throw new Error("Swift did not start");
  }

  static async #launch(): Promise<SwiftServer> {
    const folder = await temporaryFolder();
    const ports = new Set<number>();
    while (ports.size < 4) ports.add(await freePort());
    const [port] = ports;
    const child = Bun.spawn([PYTHON, SCRIPT, folder.path, ...[...ports].map(String)], {
      stdio: ["ignore", "ignore", "ignore"],
    });
    return new SwiftServer(`http://127.0.0.1:${port}`, child, folder);
  }

  /** Whether it comes to answer: where somebody took one of its ports meanwhile, it never does. */
  async #serves(): Promise<boolean> {
    for (let looked = 0; looked < LOOKS && this.child.exitCode === null; looked++) {
      if (await this.#answers()) return true;
      await Bun.sleep(100);
    }
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.child.exited;
    await this.folder[Symbol.asyncDispose]();
  }

  /** Whether all of it is there: a bucket can be made. */
  async #answers(): Promise<boolean> {
    const { AwsClient } = await import("aws4fetch");
    const aws = new AwsClient({ ...CREDENTIALS, service: "s3", retries: 0 });
    const asked = { method: "PUT", signal: AbortSignal.timeout(2_000) };
    const made = await aws.fetch(`${this.endpoint}/${this.bucket}`, asked).catch(() => undefined);
    return made?.ok ?? false;
  }
}
