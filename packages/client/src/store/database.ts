import { systemClock, type Timer } from "../clock.ts";
import { answerOf } from "./idb-request.ts";

/** Raised with each change of what `LAYOUT` makes; an older layout is brought up to date by the rows after it. */
const VERSION = 3;
/** How long another tab may keep us from opening. */
const PATIENCE = 5_000;

export const STORES = ["place", "conversations", "entries", "people", "outbox", "drafts"] as const;

/** What each version added, in order: version 1 is row 0. */
const LAYOUT: readonly ((database: IDBDatabase, upgrade: IDBTransaction | null) => void)[] = [
  (database) => {
    database.createObjectStore("place");
    database.createObjectStore("conversations");
    database.createObjectStore("entries", { keyPath: ["conv", "seq"] });
    database.createObjectStore("people", { keyPath: "id" });
    database.createObjectStore("outbox", { keyPath: "key" });
    database.createObjectStore("drafts");
  },
  (database) => {
    database.createObjectStore("blobs");
  },
  (_database, upgrade) => {
    // drafts were texts alone
    const reading = upgrade?.objectStore("drafts").openCursor();
    if (reading)
      reading.onsuccess = () => {
        const at = reading.result;
        if (typeof at?.value === "string") at.update({ text: at.value, unsaved: true });
        at?.continue();
      };
  },
];

/**
 * Opens the database, made or brought up to date where needed; rejects when that does not work or another tab is in the way.
 *
 * @param taken another tab deletes or upgrades it: it must not wait for us
 */
export async function openDatabase(factory: IDBFactory, name: string, taken: () => void): Promise<IDBDatabase> {
  const request = factory.open(name, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    for (const step of LAYOUT.slice(oldVersion)) step(request.result, request.transaction);
  };
  let gaveUp = false;
  let timer: Timer | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = systemClock.after(PATIENCE, () => {
      gaveUp = true;
      reject(new Error("Another tab keeps the database from opening."));
    });
  });
  const opening = answerOf(request).then((database) => {
    if (gaveUp) database.close();
    database.onversionchange = () => {
      database.close();
      taken();
    };
    return database;
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    timer?.cancel();
  }
}
