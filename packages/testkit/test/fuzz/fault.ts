import type { SeededRandom } from "../../src/index.ts";
import type { FuzzWorld } from "./world.ts";

/** Something that goes wrong. */
export type Fault = (world: FuzzWorld, random: SeededRandom, turn: number) => void | Promise<void>;
