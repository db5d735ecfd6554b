/** One goose seen from afar: a single stroke, thick at the body, thin at the wing tips. */
const GOOSE =
  "M0 0C2.2-3.4 5.6-4.4 9-2.6C6.4-2.6 3.8-1 1.6 2.2C1 3 0 3 -.6 2.3C-2.9-.4-5.4-1.5-8-1.1C-5-3.4-2-2.8 0 0Z";

/** Where each flies and how near it is: the leader in front, a long arm behind it and a short one. */
const FLIGHT: readonly (readonly [x: number, y: number, size: number])[] = [
  [46, 17, 1.16],
  [32.5, 23.5, 1],
  [20.5, 31.5, 0.9],
  [10, 40.5, 0.78],
  [50.5, 31, 0.92],
  [53.5, 44, 0.8],
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
        <path key={x} d={GOOSE} transform={`translate(${x} ${y}) rotate(-8) scale(${scale})`} />
      ))}
    </svg>
  );
}
