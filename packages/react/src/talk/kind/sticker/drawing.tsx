import type { ReactNode } from "react";
import { type Eyes, Goose, type Wings } from "./goose.tsx";
import type { StickerId } from "./set.ts";

interface Look {
  readonly eyes: Eyes;
  readonly wings: Wings;
  /** How the beak stands: a line, open, or turned down. */
  readonly beak?: "closed" | "open" | "sad";
  readonly blush?: boolean;
  readonly tilt?: number;
  /** Behind the goose, and before it. */
  readonly behind?: ReactNode;
  readonly before?: ReactNode;
}

const note = { fontFamily: "Georgia, serif", fontWeight: 700 } as const;

/** What each sticker looks like: a row for each. */
const LOOKS: { readonly [S in StickerId]: Look } = {
  hello: {
    eyes: "open",
    wings: "waving",
    beak: "open",
    blush: true,
    before: <path className="gs-line" d="M104 28 q6 4 7 11 M111 20 q8 6 10 16" />,
  },
  morning: {
    eyes: "smiling",
    wings: "resting",
    blush: true,
    behind: (
      <>
        <circle className="gs-sun" cx="97" cy="31" r="15" />
        <path
          className="gs-ray"
          d="M97 8 v-5 M97 54 v5 M74 31 h-5 M113 15 l4 -4 M120 31 h5 M113 47 l4 4 M81 15 l-4 -4"
        />
      </>
    ),
  },
  night: {
    eyes: "closed",
    wings: "resting",
    tilt: -7,
    before: (
      <>
        <path className="gs-sun" d="M104 14 a15 15 0 1 0 13 24 a12 12 0 1 1 -13 -24 Z" />
        <text className="gs-ink" x="14" y="40" fontSize="19" style={note}>
          z
        </text>
        <text className="gs-ink" x="24" y="25" fontSize="14" style={note}>
          z
        </text>
      </>
    ),
  },
  bye: {
    eyes: "smiling",
    wings: "waving",
    tilt: 8,
    before: <path className="gs-water" d="M18 30 q3 -8 7 0 a4 4 0 1 1 -7 0 Z M10 52 q3 -8 7 0 a4 4 0 1 1 -7 0 Z" />,
  },
  thanks: {
    eyes: "closed",
    wings: "together",
    blush: true,
    tilt: 4,
    before: <path className="gs-heart" d="M100 36 q-12 -9 -7 -17 q5 -6 7 1 q2 -7 8 -1 q5 8 -8 17 Z" />,
  },
  ok: {
    eyes: "open",
    wings: "up",
    before: (
      <>
        <circle className="gs-leaf" cx="101" cy="30" r="15" />
        <path className="gs-tick" d="M94 30 l5 6 l10 -12" />
      </>
    ),
  },
  love: {
    eyes: "hearts",
    wings: "together",
    beak: "open",
    blush: true,
    before: (
      <path
        className="gs-heart"
        d="M20 42 q-12 -9 -7 -17 q5 -6 7 1 q2 -7 8 -1 q5 8 -8 17 Z M104 24 q-9 -7 -5 -13 q4 -4 5 1 q2 -5 6 -1 q4 6 -6 13 Z"
      />
    ),
  },
  laugh: { eyes: "squeezed", wings: "up", beak: "open", blush: true, tilt: -9 },
  cry: {
    eyes: "closed",
    wings: "resting",
    beak: "sad",
    before: (
      <>
        <path className="gs-water" d="M48 46 q-5 22 -1 36 h5 q-2 -18 2 -35 Z M72 47 q4 17 2 35 h5 q4 -14 -1 -36 Z" />
        <ellipse className="gs-water" cx="62" cy="113" rx="42" ry="5" />
      </>
    ),
  },
  angry: {
    eyes: "angry",
    wings: "hips",
    beak: "sad",
    before: <path className="gs-hot" d="M98 18 l6 8 l-10 2 M108 14 l1 10 l9 -4" />,
  },
  surprised: {
    eyes: "wide",
    wings: "up",
    beak: "open",
    before: <path className="gs-hot" d="M104 12 v20 M104 39 v1 M115 14 l-3 17 M110 38 v1" />,
  },
  question: {
    eyes: "wide",
    wings: "resting",
    tilt: 9,
    before: (
      <text className="gs-ink" x="92" y="42" fontSize="36" style={note}>
        ?
      </text>
    ),
  },
  cool: { eyes: "shades", wings: "hips", tilt: -3 },
  party: {
    eyes: "smiling",
    wings: "up",
    beak: "open",
    before: (
      <>
        <path className="gs-hat" d="M48 21 L63 -6 L77 20 Q62 13 48 21 Z" />
        <circle className="gs-sun" cx="63" cy="-6" r="4" />
        <path className="gs-heart" d="M12 20 h6 v6 h-6 Z M108 56 h5 v5 h-5 Z" />
        <path className="gs-leaf" d="M102 18 h6 v6 h-6 Z M8 58 h5 v5 h-5 Z" />
        <path className="gs-water" d="M24 6 h5 v5 h-5 Z M114 36 h5 v5 h-5 Z" />
      </>
    ),
  },
  coffee: {
    eyes: "smiling",
    wings: "resting",
    before: (
      <>
        <path className="gs-cup" d="M84 78 h24 v14 a9 9 0 0 1 -9 9 h-6 a9 9 0 0 1 -9 -9 Z" />
        <path
          className="gs-line"
          d="M108 82 q9 0 8 7 q-1 6 -9 6 M90 71 q-4 -6 0 -10 q4 -5 0 -10 M101 71 q-4 -6 0 -10 q4 -5 0 -10"
        />
      </>
    ),
  },
  rain: {
    eyes: "low",
    wings: "resting",
    beak: "sad",
    before: (
      <>
        <path
          className="gs-cloud"
          d="M34 12 a12 12 0 0 1 22 -9 a15 15 0 0 1 27 4 a9 9 0 0 1 4 17 H36 a8 8 0 0 1 -2 -12 Z"
        />
        <path className="gs-drop" d="M24 32 l-4 12 M16 58 l-4 12 M102 30 l-4 12 M112 54 l-4 12 M22 84 l-3 9" />
      </>
    ),
  },
  work: {
    eyes: "low",
    wings: "resting",
    before: (
      <>
        <path className="gs-steel" d="M30 76 h64 v32 h-64 Z" />
        <path className="gs-line" d="M20 110 h84" />
        <circle className="gs-leaf" cx="62" cy="92" r="5" />
      </>
    ),
  },
  letter: {
    eyes: "smiling",
    wings: "up",
    blush: true,
    before: (
      <>
        <path className="gs-paper" d="M36 62 h52 v34 h-52 Z" />
        <path className="gs-line" d="M36 63 l26 19 l26 -19" />
        <circle className="gs-heart" cx="62" cy="84" r="5" />
      </>
    ),
  },
};

/** One sticker, as large as what stands around it. */
export function Drawing({ id }: { readonly id: StickerId }) {
  const { eyes, wings, beak = "closed", blush = false, tilt = 0, behind, before } = LOOKS[id];
  return (
    <svg className="sk-goose" viewBox="0 -14 126 134" aria-hidden="true">
      {behind}
      <g transform={`rotate(${tilt} 62 110)`}>
        <Goose eyes={eyes} wings={wings} beak={beak} blush={blush} />
      </g>
      {before}
    </svg>
  );
}
