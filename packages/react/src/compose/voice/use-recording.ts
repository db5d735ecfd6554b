import { LIMITS } from "@skein/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { voicePlayer } from "../../file/voice-player.ts";
import { useAction } from "../../kit/use-action.ts";
import type { RecordFault, Recorder, Recording } from "./recorder.ts";

/** What the microphone does. */
export type RecordPhase = "off" | "starting" | "on" | "done";

export interface RecordingState {
  readonly phase: RecordPhase;
  /** 0 to 1, the last ones, the newest at the end. */
  readonly levels: readonly number[];
  /** ms */
  readonly duration: number;
  /** What there is to listen to before it is sent. */
  readonly recording: Recording | undefined;
  readonly start: () => void;
  /** Ends it; with `send` it is sent at once, else it can be listened to. */
  readonly stop: (send: boolean) => void;
  readonly discard: () => void;
}

interface Wishes {
  readonly onSend: (recording: Recording) => void;
  readonly onFault: (fault: RecordFault) => void;
}

/** Bars that are seen while it records. */
const SEEN = 60;
/** What is shorter was a slip of the finger, ms. */
const SHORTEST = 400;

/** One recording at a time: begun, ended, listened to, sent or thrown away. */
export function useRecording(wishes: Wishes): RecordingState {
  const [phase, setPhase] = useState<RecordPhase>("off");
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [duration, setDuration] = useState(0);
  const [recording, setRecording] = useState<Recording>();
  const recorder = useRef<Recorder>(undefined);
  /** What was wanted while the microphone was still being asked for. */
  const wanted = useRef<"send" | "listen" | "discard">(undefined);
  const latest = useRef(wishes);
  useEffect(() => {
    latest.current = wishes;
  });

  const end = useAction(async (how: "send" | "listen" | "discard") => {
    const one = recorder.current;
    recorder.current = undefined;
    if (!one) return;
    if (how === "discard" || one.duration < SHORTEST) {
      setPhase("off");
      await one.discard();
      return;
    }
    const done = await one.stop();
    setRecording(how === "listen" ? done : undefined);
    setPhase(how === "listen" ? "done" : "off");
    if (how === "send") latest.current.onSend(done);
  });
  const begin = useAction(async () => {
    voicePlayer.stop();
    wanted.current = undefined;
    setLevels([]);
    setDuration(0);
    setRecording(undefined);
    setPhase("starting");
    // loaded with the first recording
    const { Recorder: Microphone, recordFault } = await import("./recorder.ts");
    try {
      const one: Recorder = await Microphone.start((level) => {
        setLevels((before) => [...before.slice(1 - SEEN), level]);
        setDuration(one.duration);
        if (one.duration >= LIMITS.voice) end.run("listen");
      });
      recorder.current = one;
      setPhase("on");
      // let go before it had begun
      if (wanted.current) end.run(wanted.current === "listen" ? "listen" : "discard");
    } catch (error) {
      setPhase("off");
      latest.current.onFault(recordFault(error));
    }
  });
  const { run } = end;
  const finish = useCallback(
    (how: "send" | "listen" | "discard") => {
      if (recorder.current) run(how);
      else wanted.current = how;
    },
    [run],
  );
  // the talk is left: nobody is recorded any longer
  useEffect(() => () => finish("discard"), [finish]);
  const discard = useCallback(() => {
    setRecording(undefined);
    setPhase((now) => (now === "done" ? "off" : now));
    finish("discard");
  }, [finish]);
  const stop = useCallback(
    (send: boolean) => {
      if (recording && send) {
        setPhase("off");
        setRecording(undefined);
        latest.current.onSend(recording);
      } else finish(send ? "send" : "listen");
    },
    [recording, finish],
  );
  return { phase, levels, duration, recording, start: begin.run, stop, discard };
}
