import { createContext, useContext, type ReactNode } from "react";

/** What the ground and all that floats over it (dialogs, menus) must carry to look alike. */
export interface SurfaceProps {
  readonly className: string;
  readonly lang: string;
  readonly "data-theme"?: "light" | "dark";
}

const Surface = createContext<SurfaceProps>({ className: "sk-root", lang: "en" });

/** Attributes for an element that starts a surface of the kit. */
export function useSurface(): SurfaceProps {
  return useContext(Surface);
}

export interface SurfaceProviderProps {
  /** `system`, the default, follows the reader's system. */
  readonly theme?: "system" | "light" | "dark" | undefined;
  readonly language: string;
  readonly children: ReactNode;
}

export function SurfaceProvider({ theme = "system", language, children }: SurfaceProviderProps) {
  const props: SurfaceProps = {
    className: "sk-root",
    lang: language,
    ...(theme === "system" ? {} : { "data-theme": theme }),
  };
  return <Surface value={props}>{children}</Surface>;
}
