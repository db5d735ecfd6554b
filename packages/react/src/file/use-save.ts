import type { Files } from "@skein/client";
import type { FileInfo } from "@skein/protocol";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useErrorText } from "../text/error-text.ts";
import { objectUrl } from "./object-url.ts";
import { useFiles } from "./use-files.ts";

type Named = Pick<FileInfo, "id" | "name">;

export interface Save {
  readonly save: (...files: readonly Named[]) => void;
  readonly busy: boolean;
}

/** Saves files under their names; what goes wrong is told in passing. */
export function useSave(): Save {
  const files = useFiles();
  const toast = useToast();
  const errorText = useErrorText();
  const { run, busy } = useAction(async (...wanted: readonly Named[]) => {
    try {
      if (files) for (const file of wanted) await saveFile(files, file);
    } catch (error) {
      toast(errorText(error));
    }
  });
  return { save: run, busy };
}

async function saveFile(files: Files, { id, name }: Named): Promise<void> {
  const blob = files.localNow(id);
  if (!blob) {
    follow(await files.download({ id }), name);
    return;
  }
  const [url, release] = objectUrl(blob);
  follow(url, name);
  // the browser has begun to read it before that ends
  release();
}

function follow(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
