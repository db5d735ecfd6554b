import { AVATAR_PATH } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useMaybeClient } from "../provider.tsx";

/** Pictures that were shown before: the browser has them, so they stand there at once and nothing flashes. */
const seen = new Set<string>();
const SEEN = 5_000;
/** In which sizes there is one, px of the edge. */
const EDGES = [64, 128, 512] as const;

interface AvatarPictureProps {
  readonly picture: string;
  readonly size: number;
}

/** The picture over the initials; where it does not come, these stay. */
export function AvatarPicture({ picture, size }: AvatarPictureProps) {
  const people = useMaybeClient()?.people;
  const [state, setState] = useState<"coming" | "shown" | "failed">(seen.has(picture) ? "shown" : "coming");
  const failed = state === "failed";
  useEffect(() => {
    if (!failed) return undefined;
    const again = (): void => setState("coming");
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [failed]);
  if (failed) return null;
  // before somebody has signed in the page is the server's own
  const at = (edge: (typeof EDGES)[number]): string =>
    people?.picture(picture, edge) ?? `${AVATAR_PATH}${picture}?size=${edge}`;
  return (
    <img
      className="sk-avatar-picture"
      src={at(128)}
      srcSet={EDGES.map((edge) => `${at(edge)} ${edge}w`).join(", ")}
      sizes={`${size}px`}
      alt=""
      draggable={false}
      decoding={state === "shown" ? "sync" : "async"}
      data-shown={state === "shown" || undefined}
      onLoad={() => {
        if (seen.size >= SEEN) seen.clear();
        seen.add(picture);
        setState("shown");
      }}
      onError={() => {
        seen.delete(picture);
        setState("failed");
      }}
    />
  );
}
