import { setDefaultTimeout } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// a test starts a dozen processes, on a machine that may be busy
setDefaultTimeout(60_000);

/** The suite brings it in one file, which starts sooner. */
const MAIN = Bun.env["SKEIN_TEST_PROGRAM"] ?? join(import.meta.dir, "..", "src", "main.ts");

/** The environment without settings of whoever runs the tests. */
function cleanEnvironment(more: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("SKEIN_"));
  return { ...Object.fromEntries(kept), ...more };
}

interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Run by this program, for instance inside of a smaller disk. */
  readonly within?: readonly string[];
}

function spawn(args: readonly string[], { env = {}, stdin, within = [] }: ProgramOptions) {
  return Bun.spawn([...within, process.execPath, MAIN, ...args], {
    env: cleanEnvironment(env),
    stdin: stdin === undefined ? "ignore" : new Blob([stdin]),
    stdout: "pipe",
    stderr: "pipe",
  });
}

/** Runs the program to its end. */
export async function run(args: readonly string[], options: ProgramOptions = {}) {
  const child = spawn(args, options);
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { out, err, code };
}

/** A program that goes on; what it says can be waited for. */
export class Program implements AsyncDisposable {
  #out = "";
  #waiting: (() => void)[] = [];
  readonly #reading: Promise<void>;

  private constructor(private readonly child: ReturnType<typeof spawn>) {
    this.#reading = this.#read();
  }

  static start(args: readonly string[], options: ProgramOptions = {}): Program {
    return new Program(spawn(args, options));
  }

  /** A server on a free port, once it says that it runs. */
  static async serve(data: string, ...more: readonly string[]): Promise<Program> {
    const program = Program.start(["serve", "--data", data, "--port", "0", ...more]);
    await program.says("Ctrl-C stops it.");
    return program;
  }

  get out(): string {
    return this.#out;
  }

  get pid(): number {
    return this.child.pid;
  }

  /** Where the server is opened. */
  get base(): string {
    return /Open +(https?:\S+)/.exec(this.#out)?.[1] ?? "";
  }

  /** Resolves once the text was printed; rejects when the program ends without. */
  async says(text: string): Promise<void> {
    while (!this.#out.includes(text)) {
      if (this.child.exitCode !== null)
        throw new Error(`it ended without saying "${text}": ${await new Response(this.child.stderr).text()}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async exit(): Promise<number> {
    const code = await this.child.exited;
    await this.#reading;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exit();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const part of this.child.stdout) {
      this.#out += decoder.decode(part, { stream: true });
      this.#wake();
    }
    await this.child.exited;
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** A folder of its own for one test. */
export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "skein-test-"));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
