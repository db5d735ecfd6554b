export type Eyes = "open" | "closed" | "smiling" | "squeezed" | "hearts" | "angry" | "wide" | "low" | "shades";
export type Wings = "resting" | "waving" | "up" | "together" | "hips";

export interface GooseProps {
  readonly eyes: Eyes;
  readonly wings: Wings;
  readonly beak: "closed" | "open" | "sad";
  readonly blush: boolean;
}

/** Left and right, as paths. */
const WINGS: { readonly [W in Wings]: string } = {
  resting: "M36 74 q-13 12 -6 29 q10 -4 13 -16 Z M88 74 q13 12 6 29 q-10 -4 -13 -16 Z",
  waving: "M36 74 q-13 12 -6 29 q10 -4 13 -16 Z M86 76 q18 -8 19 -31 q-17 4 -24 20 Z",
  up: "M38 76 q-18 -8 -19 -31 q17 4 24 20 Z M86 76 q18 -8 19 -31 q-17 4 -24 20 Z",
  together: "M36 76 q2 20 25 19 q2 -12 -12 -17 Z M88 76 q-2 20 -25 19 q-2 -12 12 -17 Z",
  hips: "M37 72 q-20 6 -15 18 q7 8 19 5 Z M87 72 q20 6 15 18 q-7 8 -19 5 Z",
};

/** A goose from the front; its face is in the middle of the upper third. */
export function Goose({ eyes, wings, beak, blush }: GooseProps) {
  return (
    <>
      <path className="gs-beak" d="M48 110 q-7 5 -11 4 q4 -7 9 -7 Z M76 110 q7 5 11 4 q-4 -7 -9 -7 Z" />
      <path
        className="gs-body"
        d="M62 13 C 44 13 38 28 40 42 C 41 52 39 58 35 66 C 26 84 33 112 62 112 C 91 112 98 84 89 66 C 85 58 83 52 84 42 C 86 28 80 13 62 13 Z"
      />
      <path className="gs-belly" d="M62 70 C 48 70 44 88 48 98 C 52 106 72 106 76 98 C 80 88 76 70 62 70 Z" />
      <path className="gs-line" d="M57 14 q1 -8 7 -8 M65 13 q4 -6 8 -4" />
      <path className="gs-wing" d={WINGS[wings]} />
      {blush && <path className="gs-blush" d="M42 47 h7 M75 47 h7" />}
      <Face eyes={eyes} />
      <Beak beak={beak} />
    </>
  );
}

function Face({ eyes }: Pick<GooseProps, "eyes">) {
  switch (eyes) {
    case "open":
      return <path className="gs-eye" d="M51 36 v3 M73 36 v3" />;
    case "closed":
      return <path className="gs-line" d="M46 38 q5 5 9 0 M69 38 q5 5 9 0" />;
    case "smiling":
      return <path className="gs-line" d="M46 39 q5 -7 9 0 M69 39 q5 -7 9 0" />;
    case "squeezed":
      return <path className="gs-line" d="M46 34 l8 4 l-8 4 M78 34 l-8 4 l8 4" />;
    case "hearts":
      return (
        <path
          className="gs-heart"
          d="M50 43 q-9 -6 -6 -12 q4 -4 6 1 q2 -5 6 -1 q3 6 -6 12 Z M74 43 q-9 -6 -6 -12 q4 -4 6 1 q2 -5 6 -1 q3 6 -6 12 Z"
        />
      );
    case "angry":
      return (
        <>
          <path className="gs-eye" d="M51 38 v2 M73 38 v2" />
          <path className="gs-line" d="M44 29 l11 5 M80 29 l-11 5" />
        </>
      );
    case "wide":
      return (
        <>
          <circle className="gs-white" cx="51" cy="36" r="6.5" />
          <circle className="gs-white" cx="73" cy="36" r="6.5" />
          <path className="gs-eye" d="M51 36 v1 M73 36 v1" />
        </>
      );
    case "low":
      return (
        <>
          <path className="gs-eye" d="M51 39 v2 M73 39 v2" />
          <path className="gs-line" d="M45 35 h11 M68 35 h11" />
        </>
      );
    case "shades":
      return <path className="gs-ink" d="M41 31 h42 v4 q-1 9 -9 9 q-8 0 -10 -9 h-4 q-2 9 -10 9 q-8 0 -9 -9 Z" />;
  }
}

function Beak({ beak }: Pick<GooseProps, "beak">) {
  if (beak === "open") {
    return (
      <>
        <path className="gs-mouth" d="M54 50 q8 -3 16 0 q-2 12 -8 12 q-6 0 -8 -12 Z" />
        <path className="gs-beak" d="M52 50 q10 -9 20 0 q-10 5 -20 0 Z" />
      </>
    );
  }
  const line = beak === "sad" ? "M54 54 q8 -4 16 0" : "M53 51 q9 4 18 0";
  return (
    <>
      <path className="gs-beak" d="M52 51 q10 -11 20 0 q-3 8 -10 8 q-7 0 -10 -8 Z" />
      <path className="gs-line gs-thin" d={line} />
    </>
  );
}
