import { useMemo } from "react";
import { encode } from "uqr";

/** Quiet modules around it, as the standard wants them. */
const BORDER = 4;

export interface QrProps {
  readonly text: string;
  /** What it leads to, for those who do not see it. */
  readonly label: string;
}

/** A QR code of a text, dark on white in both themes: not every reader knows inverted ones. */
export function Qr({ text, label }: QrProps) {
  const { size, path } = useMemo(() => {
    const { data, size: side } = encode(text, { ecc: "M", border: BORDER });
    const runs = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
    return { size: side, path: runs.join("") };
  }, [text]);
  return (
    <svg className="sk-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
