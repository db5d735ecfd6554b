import type { ReactNode } from "react";
import { GalleryHost } from "../file/viewer/gallery-host.tsx";
import { useTalk } from "./talk-state.tsx";

/** Pictures that are opened in a talk: from them one can go back to their message. */
export function TalkGallery({ children }: { readonly children: ReactNode }) {
  return <GalleryHost onJump={useTalk().jump}>{children}</GalleryHost>;
}
