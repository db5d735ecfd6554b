import { useRef, type ReactElement } from "react";

/** Ways to choose files: each is a hidden field of the page, since a browser opens its dialog for nothing else. */
const PICKERS = {
  visual: { accept: "image/*,video/*", multiple: true },
  file: { multiple: true },
  camera: { accept: "image/*,video/*", capture: "environment" },
} as const;

export type Picker = keyof typeof PICKERS;

export interface Pickers {
  /** To be drawn somewhere. */
  readonly fields: ReactElement;
  readonly pick: (picker: Picker) => void;
}

export function usePickers(onFiles: (files: readonly File[]) => void): Pickers {
  const fields = useRef<Partial<Record<Picker, HTMLInputElement | null>>>({});
  return {
    pick: (picker) => fields.current[picker]?.click(),
    fields: (
      <>
        {(Object.keys(PICKERS) as Picker[]).map((picker) => (
          <input
            key={picker}
            ref={(element) => {
              fields.current[picker] = element;
            }}
            type="file"
            {...PICKERS[picker]}
            data-picker={picker}
            hidden
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              // the same ones can be chosen again
              event.currentTarget.value = "";
              if (files.length > 0) onFiles(files);
            }}
          />
        ))}
      </>
    ),
  };
}
