import { answerOf, committed } from "./idb-request.ts";
import type { BlobStore } from "./store.ts";

/** Files that wait to be sent, in the browser's database: the browser keeps their bytes on disk beside it. */
export class IdbBlobs implements BlobStore {
  /** @param open resolves when the database is open; undefined: there is none */
  constructor(private readonly open: () => Promise<IDBDatabase | undefined>) {}

  async put(name: string, blob: Blob): Promise<void> {
    await this.write((store) => store.put(blob, name));
  }

  async get(name: string): Promise<Blob | undefined> {
    const store = await this.read();
    return store && ((await answerOf(store.get(name))) as Blob | undefined);
  }

  async delete(name: string): Promise<void> {
    await this.write((store) => store.delete(name));
  }

  async names(): Promise<readonly string[]> {
    const store = await this.read();
    return store ? ((await answerOf(store.getAllKeys())) as string[]) : [];
  }

  private async read(): Promise<IDBObjectStore | undefined> {
    return (await this.open())?.transaction("blobs").objectStore("blobs");
  }

  private async write(change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.open())?.transaction("blobs", "readwrite");
    if (!transaction) return;
    change(transaction.objectStore("blobs"));
    await committed(transaction);
  }
}
