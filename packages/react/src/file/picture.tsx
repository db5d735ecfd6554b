import type { FileInfo } from "@skein/protocol";
import { ImageOff } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { classes } from "../kit/classes.ts";
import { useTexts } from "../text/language.tsx";
import { blurUrl } from "./blur.ts";
import { copyFor } from "./box.ts";
import { useLink } from "./use-link.ts";

export interface PictureProps {
  readonly file: FileInfo;
  /** How wide it is shown at most, px: the copy that is fetched follows from it. */
  readonly width: number;
  /** What is in it, in words; empty where what stands around it says so. */
  readonly alt: string;
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** A picture that fills the room it is given: what is known of it before, then itself. */
export function Picture({ file, width, alt, className, style }: PictureProps) {
  const { files } = useTexts();
  const size = file.animated ? undefined : copyFor(width, window.devicePixelRatio);
  const { url, failed, refused } = useLink(file, size);
  const [shown, setShown] = useState<string>();
  const blur = blurUrl(file.blur);
  return (
    <span
      className={classes("sk-picture", className)}
      style={{ ...style, ...(blur !== undefined && { backgroundImage: `url("${blur}")` }) }}
      data-shown={(url !== undefined && shown === url) || undefined}
    >
      {url !== undefined && (
        <img
          key={url}
          src={url}
          alt={alt}
          draggable={false}
          decoding="async"
          onLoad={() => setShown(url)}
          onError={refused}
        />
      )}
      {failed && (
        <span className="sk-picture-gone" role="img" aria-label={files.notShown}>
          <ImageOff size={22} aria-hidden="true" />
        </span>
      )}
    </span>
  );
}
