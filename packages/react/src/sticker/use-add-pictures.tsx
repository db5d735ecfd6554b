import type { FileInfo } from "@skein/protocol";
import { type ReactElement, useRef } from "react";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";

export interface AddPictures {
  /** To be drawn somewhere. */
  readonly field: ReactElement;
  readonly choose: () => void;
  readonly busy: boolean;
  readonly error: string | undefined;
}

/** Brings pictures of this device into a pack, one after the other. */
export function useAddPictures(pack: string, onAdded: () => void): AddPictures {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const { run, busy, error } = useAction(async (chosen: readonly File[]) => {
    const files = await client.files();
    try {
      for (const blob of chosen) {
        const file: FileInfo = await files.upload({ blob, name: blob.name });
        await client.call("sticker.add", { pack, file: file.id });
      }
    } finally {
      onAdded();
    }
  });
  return {
    busy,
    error,
    choose: () => input.current?.click(),
    field: (
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        data-picker="sticker"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          // the same ones can be chosen again
          event.currentTarget.value = "";
          if (chosen.length > 0) run(chosen);
        }}
      />
    ),
  };
}
