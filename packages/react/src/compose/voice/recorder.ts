import { systemClock } from "@skein/client";
import { waveOf } from "../../file/wave.ts";

/** Something recorded. */
export interface Recording {
  readonly blob: Blob;
  /** ms */
  readonly duration: number;
  readonly wave: string;
}

/** Formats in the order in which they are wanted: small, and played everywhere. */
const TYPES = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/webm"];
/** Bits a second: enough for a voice. */
const BITS = 32_000;
/** The loudness is measured each so many ms. */
const BEAT = 60;
/** So many samples are looked at each time. */
const WINDOW = 1_024;
/** Speech is quiet beside what a microphone can take: this much of it is as loud as it goes. */
const LOUD = 0.35;

/** Why there is nothing to record with. */
export type RecordFault = "none" | "denied" | "failed" | "unable";

/** What the browser throws when it gives no microphone, as one of the reasons that people can do something about. */
export function recordFault(error: unknown): RecordFault {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError") return "none";
  return error instanceof TypeError ? "unable" : "failed";
}

/** The microphone, from the press until the recording is done with. */
export class Recorder {
  private readonly levels: number[] = [];
  private readonly pieces: Blob[] = [];
  private readonly began = systemClock.now();
  private timer = systemClock.after(BEAT, () => this.measure());
  private over = false;

  private constructor(
    private readonly stream: MediaStream,
    private readonly media: MediaRecorder,
    private readonly context: AudioContext,
    private readonly analyser: AnalyserNode,
    private readonly onLevel: (level: number) => void,
  ) {
    media.addEventListener("dataavailable", ({ data }) => this.pieces.push(data));
  }

  /** Begins. Rejects with what the browser throws where there is no microphone, or it is not allowed. */
  static async start(onLevel: (level: number) => void): Promise<Recorder> {
    // both are missing in pages without TLS
    if (!("mediaDevices" in navigator) || typeof MediaRecorder === "undefined")
      throw new TypeError("It cannot record.");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    const media = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS,
      ...(type !== undefined && { mimeType: type }),
    });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = WINDOW;
    context.createMediaStreamSource(stream).connect(analyser);
    media.start();
    return new Recorder(stream, media, context, analyser, onLevel);
  }

  /** ms */
  get duration(): number {
    return systemClock.now() - this.began;
  }

  /** Ends it and gives what was recorded. */
  async stop(): Promise<Recording> {
    const { duration } = this;
    const ended = new Promise<void>((resolve) => {
      this.media.addEventListener("stop", () => resolve(), { once: true });
    });
    this.media.stop();
    await ended;
    await this.release();
    // without what says how it is packed: servers go by the plain type
    const [type = "audio/webm"] = (this.media.mimeType || this.pieces[0]?.type || "audio/webm").split(";");
    return { blob: new Blob(this.pieces, { type }), duration, wave: waveOf(this.levels) };
  }

  /** Ends it and forgets it. */
  async discard(): Promise<void> {
    if (this.media.state !== "inactive") this.media.stop();
    await this.release();
  }

  private async release(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.timer.cancel();
    for (const track of this.stream.getTracks()) track.stop();
    await this.context.close();
  }

  private measure(): void {
    const samples = new Float32Array(WINDOW);
    this.analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
    const level = Math.min(1, Math.sqrt(power) / LOUD);
    this.levels.push(level);
    this.onLevel(level);
    this.timer = systemClock.after(BEAT, () => this.measure());
  }
}
