import type { Migration } from "../migration.ts";
import type { DatabaseSetting } from "./database.ts";

export type WorkerStart =
  | { role: "writer"; setting: DatabaseSetting; migrations: readonly Migration[]; epoch: string }
  | { role: "reader"; setting: DatabaseSetting };

/** What went wrong on the other thread. */
class WorkerFault extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(fault: Error): void;
}

/** Calls to one worker, answered in order. JSON text crosses between threads cheaper than trees of objects. */
export class Port {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #dead: Error | undefined;

  private constructor() {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url).href);
    this.#worker.onmessage = ({ data }: MessageEvent<[number, boolean, string]>) => {
      const [id, good, text] = data;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      const value: unknown = JSON.parse(text);
      if (good) waiting?.resolve(value);
      else waiting?.reject(new WorkerFault((value as Error).name, (value as Error).message));
    };
    this.#worker.onerror = (event) => {
      this.#dead = new Error(`the storage thread died: ${event.message}`);
      for (const waiting of this.#waiting.values()) waiting.reject(this.#dead);
      this.#waiting.clear();
    };
  }

  static async open<T>(start: WorkerStart): Promise<{ port: Port; opened: T }> {
    const port = new Port();
    const opened = await port.#post<T>(0, start);
    return { port, opened };
  }

  call<T>(method: string, ...args: unknown[]): Promise<T> {
    const id = this.#next++;
    return this.#post<T>(id, [id, method, JSON.stringify(args)]);
  }

  async close(): Promise<void> {
    await this.call("close");
    this.#worker.terminate();
  }

  #post<T>(id: number, message: unknown): Promise<T> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }
}
