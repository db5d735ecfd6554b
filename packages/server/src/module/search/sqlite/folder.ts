import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** The folder of indexes within a data folder: worth nothing by itself, for all of it is made from the store. */
const FOLDER = "search";
const NAME = /^index-(\d{1,9})\.db$/;

/** The files of an index. Each bears a number; the highest is the one that counts, so that a new one takes its place in one step. */
export class IndexFolder {
  readonly path: string;

  constructor(data: string) {
    this.path = join(data, FOLDER);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  /** The number of the index that counts; 0 where there is none. */
  newest(): number {
    return Math.max(0, ...this.#all());
  }

  file(number: number): string {
    return join(this.path, `index-${number}.db`);
  }

  /** One that is being built and does not count yet; what an earlier try left is gone. */
  part(number: number): string {
    const file = `${this.file(number)}.part`;
    removeFile(file);
    return file;
  }

  /** What was built counts from now on. */
  place(number: number): void {
    renameSync(`${this.file(number)}.part`, this.file(number));
  }

  /** Removes those that no longer count. */
  removeBefore(number: number): void {
    for (const one of this.#all()) if (one < number) removeFile(this.file(one));
  }

  remove(number: number): void {
    removeFile(this.file(number));
  }

  bytes(number: number): number {
    return ["", "-wal"].reduce((sum, end) => sum + sizeOf(`${this.file(number)}${end}`), 0);
  }

  #all(): number[] {
    return readdirSync(this.path).flatMap((name) => Number(NAME.exec(name)?.[1] ?? []));
  }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

function removeFile(path: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${end}`, { force: true });
}
