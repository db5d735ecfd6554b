import { newId, type RandomBytes } from "./id.ts";

/** What one request is called in the log: a frame's own number, which its session makes whole, or a text. */
export type RequestId = string | number;

/** Short, and nothing in it that could steer a terminal or pass for another field of the log. */
const CLEAN = /^[\w.-]{1,64}$/;

/** The id that whoever asks has given the request, where it is fit to be logged; else a new one. */
export function requestId(given: string | null, random: RandomBytes): string {
  return given !== null && CLEAN.test(given) ? given : newId(random);
}
