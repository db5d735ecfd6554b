import type { Folder } from "@skein/protocol";
import { useMemo } from "react";
import { useMe } from "../../hook/use-me.ts";
import { useClient } from "../../provider.tsx";
import { randomId } from "../../random.ts";

const NONE: readonly Folder[] = [];

export interface Folders {
  readonly folders: readonly Folder[];
  /** Makes one at the end. */
  readonly add: (name: string) => Folder;
  readonly rename: (id: string, name: string) => void;
  /** One place up (-1) or down (1). */
  readonly move: (id: string, step: 1 | -1) => void;
  /** The conversations in it stay where they are. */
  readonly remove: (id: string) => void;
  /** Puts a conversation into a folder, or takes it out. */
  readonly put: (conv: string, folder: string, into: boolean) => void;
}

/** The folders of one's list, in their order, the same on all one's devices; changed at once, with a link or without. */
export function useFolders(): Folders {
  const client = useClient();
  const folders = useMe()?.settings.folders ?? NONE;
  return useMemo(() => {
    const change = (next: readonly Folder[]): void => client.change({ folders: [...next] });
    return {
      folders,
      add: (name) => {
        const made = { id: randomId(), name };
        change([...folders, made]);
        return made;
      },
      rename: (id, name) => change(folders.map((folder) => (folder.id === id ? { id, name } : folder))),
      move: (id, step) => {
        const at = folders.findIndex((folder) => folder.id === id);
        const moved = folders[at];
        if (moved) change(folders.toSpliced(at, 1).toSpliced(Math.max(0, at + step), 0, moved));
      },
      remove: (id) => change(folders.filter((folder) => folder.id !== id)),
      put: (conv, folder, into) => {
        const conversation = client.conversation(conv);
        // those of folders that are there no longer go with it: there is a bound
        const others = (conversation.view.get()?.folders ?? []).filter(
          (id) => id !== folder && folders.some((one) => one.id === id),
        );
        conversation.keep({ folders: into ? [...others, folder] : others });
      },
    };
  }, [client, folders]);
}
