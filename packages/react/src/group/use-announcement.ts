import type { Client, ConversationView } from "@skein/client";
import type { GroupAnnouncement } from "@skein/protocol";
import { useCallback } from "react";
import { useMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import { useClient } from "../provider.tsx";

/** Announcements that were read on this page: known before the server has heard of it. */
class ReadHere {
  private ids: ReadonlyMap<string, number> = new Map();
  private readonly listeners = new Set<() => void>();

  readonly get = (): ReadonlyMap<string, number> => this.ids;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  add(conversation: string, id: number): void {
    this.ids = new Map(this.ids).set(conversation, id);
    for (const listener of [...this.listeners]) listener();
  }
}

const all = new WeakMap<Client, ReadHere>();

function readHere(client: Client): ReadHere {
  const known = all.get(client) ?? new ReadHere();
  all.set(client, known);
  return known;
}

export interface Announced {
  readonly announcement: GroupAnnouncement | undefined;
  /** The reader has not read it, on any device. */
  readonly fresh: boolean;
  /** Read on this page, and the server does not know it yet. */
  readonly untold: boolean;
  readonly read: () => void;
}

/** What a group announces, and whether one has read it. Whoever wrote it has. */
export function useAnnouncement({ id, settings, announcementRead }: ConversationView): Announced {
  const client = useClient();
  const me = useMe()?.profile.id;
  const here = useObservable(readHere(client)).get(id);
  const announcement = settings?.announcement ?? undefined;
  const told = announcement === undefined || announcement.by === me || announcementRead === announcement.id;
  const seen = here !== undefined && here === announcement?.id;
  const read = useCallback(() => {
    if (announcement) readHere(client).add(id, announcement.id);
  }, [client, id, announcement]);
  return { announcement, fresh: !told && !seen, untold: !told && seen, read };
}
