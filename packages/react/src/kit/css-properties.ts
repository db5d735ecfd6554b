import "react";

declare module "react" {
  /** Custom properties may be set by `style`: the kit hands colours and sizes to its style sheet that way. */
  interface CSSProperties {
    [custom: `--${string}`]: string | number | undefined;
  }
}
