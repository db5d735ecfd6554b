import { Hello } from "@skein/protocol/schema";
import { Compile } from "typebox/compile";
import type { Clock } from "../kit/clock.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Resume, Resumption } from "../message/resume.ts";
import type { Authenticate, Identity } from "./authenticate.ts";
import type { Frame } from "./frame.ts";
import type { HeartbeatSetting } from "./heartbeat.ts";
import type { SessionTally } from "./session-tally.ts";

const hello = Compile(Hello);

/** The first frame, checked. */
export function readHello(frame: Frame): Hello {
  if (frame.type !== "hello") throw new Refusal("hello_required");
  if (!hello.Check(frame)) {
    const [first] = hello.Errors(frame);
    throw new Refusal("invalid", { path: first?.instancePath ?? "", message: first?.message ?? "not a hello" });
  }
  return frame;
}

export interface Handshake {
  readonly authenticate: Authenticate;
  readonly resume: Resume;
  readonly heartbeat: HeartbeatSetting;
  readonly clock: Clock;
  readonly tally: SessionTally;
}

/** What goes out first: the welcome, and the delta where there is one. [CONN-8] */
export function greet(handshake: Handshake, frame: Hello, identity: Identity, resumption: Resumption): string[] {
  const reset = "reset" in resumption;
  const welcome = {
    type: "welcome",
    ...(frame.id === undefined ? {} : { id: frame.id }),
    session: identity.session,
    user: identity.user,
    cursor: resumption.cursor,
    now: handshake.clock.now(),
    heartbeat: { interval: frame.heartbeat ?? handshake.heartbeat.interval, timeout: handshake.heartbeat.timeout },
    ...(identity.until < Number.POSITIVE_INFINITY && { expires: identity.until }),
    resume: reset ? "reset" : "delta",
    ...(reset ? { reason: resumption.reset } : {}),
  };
  return reset ? [JSON.stringify(welcome)] : [JSON.stringify(welcome), `{"type":"delta",${resumption.changes.text}}`];
}
