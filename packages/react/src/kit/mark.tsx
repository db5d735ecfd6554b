/** One goose seen from afar: thick at the body, thin at the wing tips. */
const GOOSE =
  "M-9.4 -3.6C-5.8 -5.4 -2.2 -4 0 -.6C2.2 -4 5.8 -5.4 9.4 -3.6C5.8 -2.6 2.8 -.2 1.1 3.6Q0 5.2 -1.1 3.6C-2.8 -.2 -5.8 -2.6 -9.4 -3.6Z";

/** Where each flies and how near it is: the leader in front, a long arm behind it and a short one. */
const FLIGHT: readonly (readonly [x: number, y: number, size: number])[] = [
  [40, 14, 1.55],
  [22, 27, 1.3],
  [9.5, 43, 1.02],
  [53, 31, 1.2],
  [55, 50, 0.95],
];

export interface MarkProps {
  /** px; 32 when not given. */
  readonly size?: number;
}

/** The mark of Skein: a skein of geese, in the colour of the text around. */
export function Mark({ size = 32 }: MarkProps) {
  return (
    <svg
      className="sk-mark"
      width={size}
      height={size}
      viewBox="0 0 64 64"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      {FLIGHT.map(([x, y, scale]) => (
        <path key={x} d={GOOSE} transform={`translate(${x} ${y}) rotate(-12) scale(${scale})`} />
      ))}
    </svg>
  );
}
