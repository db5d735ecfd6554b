import type { Migration } from "../migration.ts";
import type { DatabaseSetting } from "./database.ts";

export type WorkerStart =
  | { role: "writer"; setting: DatabaseSetting; migrations: readonly Migration[]; epoch: string }
  | { role: "reader"; setting: DatabaseSetting }
  | { role: "copier"; setting: DatabaseSetting };

/** What went wrong on the other thread. */
class WorkerFault extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

const ofStore = (): Worker => new Worker(new URL("./worker.ts", import.meta.url).href);

interface Waiting {
  resolve(answer: string): void;
  reject(fault: Error): void;
}

/** Calls to one worker, answered in order. JSON text crosses between threads cheaper than trees of objects. */
export class Port {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #dead: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#worker.onmessage = ({ data }: MessageEvent<[number, boolean, string]>) => {
      const [id, good, text] = data;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (good) {
        waiting?.resolve(text);
        return;
      }
      const { name, message } = JSON.parse(text) as Error;
      waiting?.reject(new WorkerFault(name, message));
    };
    this.#worker.onerror = (event) => {
      this.#dead = new Error(`the storage thread died: ${event.message}`);
      for (const waiting of this.#waiting.values()) waiting.reject(this.#dead);
      this.#waiting.clear();
    };
  }

  /** @param worker where it is another thread than one of a store: answers calls in the same form */
  static async open<T>(start: WorkerStart): Promise<{ port: Port; opened: T }>;
  static async open<T>(start: object, worker: () => Worker): Promise<{ port: Port; opened: T }>;
  static async open<T>(start: object, worker = ofStore): Promise<{ port: Port; opened: T }> {
    const port = new Port(worker());
    const opened = JSON.parse(await port.#post(0, start)) as T;
    return { port, opened };
  }

  /** A call whose arguments and answer are text already. */
  ask(method: string, args: string): Promise<string> {
    const id = this.#next++;
    return this.#post(id, [id, method, args]);
  }

  async call<T>(method: string, ...args: unknown[]): Promise<T> {
    return JSON.parse(await this.ask(method, JSON.stringify(args))) as T;
  }

  async close(): Promise<void> {
    await this.call("close");
    this.#worker.terminate();
  }

  #post(id: number, message: unknown): Promise<string> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }
}
