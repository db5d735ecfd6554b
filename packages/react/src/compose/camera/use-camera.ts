import { useEffect, useState } from "react";
import { recordFault, type RecordFault } from "../voice/recorder.ts";

export interface CameraState {
  /** What the camera sees, and the microphone hears; undefined until it is there. */
  readonly stream: MediaStream | undefined;
  readonly fault: RecordFault | undefined;
  /** There is another camera to turn to. */
  readonly others: boolean;
  readonly turn: () => void;
  /** Asks for it once more, after a fault. */
  readonly again: () => void;
}

/** The camera, as long as this is in sight. Without a microphone it sees all the same; for pictures alone none is asked for. */
export function useCamera(on: boolean, sound = true): CameraState {
  const [stream, setStream] = useState<MediaStream>();
  const [fault, setFault] = useState<RecordFault>();
  const [facing, setFacing] = useState<"user" | "environment">("user");
  const [others, setOthers] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!on) return undefined;
    let wanted = true;
    let held: MediaStream | undefined;
    const release = (one: MediaStream | undefined): void => one?.getTracks().forEach((track) => track.stop());
    opened(facing, sound)
      .then(async (found) => {
        if (!wanted) {
          release(found);
          return;
        }
        held = found;
        setFault(undefined);
        setStream(found);
        const devices = await navigator.mediaDevices.enumerateDevices();
        setOthers(devices.filter(({ kind }) => kind === "videoinput").length > 1);
      })
      .catch((error: unknown) => wanted && setFault(recordFault(error)));
    return () => {
      wanted = false;
      release(held);
      setStream(undefined);
    };
  }, [on, facing, sound, tries]);
  return {
    ...{ stream, fault, others },
    turn: () => setFacing(facing === "user" ? "environment" : "user"),
    again: () => setTries(tries + 1),
  };
}

async function opened(facingMode: "user" | "environment", sound: boolean): Promise<MediaStream> {
  // missing in pages without TLS
  if (!("mediaDevices" in navigator)) throw new TypeError("It has no camera.");
  const video = { facingMode, width: { ideal: 1920 }, height: { ideal: 1080 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: sound });
  } catch (error) {
    if (!sound || recordFault(error) === "unable") throw error;
    return navigator.mediaDevices.getUserMedia({ video });
  }
}
