import { Button, Failure } from "@skein/react";
import { useEffect, useRef, useState } from "react";
import { after } from "../clock.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** What browsers that read codes have; TypeScript's library does not know it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorMaker = new (options: { readonly formats: readonly string[] }) => Detector;

function detectorMaker(): DetectorMaker | undefined {
  return "BarcodeDetector" in window ? (window.BarcodeDetector as DetectorMaker) : undefined;
}

/** Whether this browser reads codes and may have a camera. */
export function canScan(): boolean {
  return detectorMaker() !== undefined && "mediaDevices" in navigator;
}

/** How often the picture is looked at, ms. */
const LOOK = 250;

export interface ScannerProps {
  /** Whether that was what one looked for; if not, it goes on. */
  readonly onFound: (text: string) => boolean;
  readonly onStop: () => void;
}

/** The camera's picture, until a code is in it. */
export function Scanner({ onFound, onStop }: ScannerProps) {
  const { settings: texts } = useAppTexts();
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onFound);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    found.current = onFound;
  });
  useEffect(() => {
    const stop = new AbortController();
    scan(video, (text) => found.current(text), stop.signal).catch((error: unknown) => {
      console.debug("The camera gives nothing:", error);
      setFailed(true);
    });
    return () => stop.abort();
  }, []);
  if (failed) return <Failure>{texts.pairNoCamera}</Failure>;
  return (
    <figure className="scanner">
      <video ref={video} muted playsInline aria-label={texts.pairScanning} />
      <figcaption>{texts.pairScanning}</figcaption>
      <Button onClick={onStop}>{texts.pairStop}</Button>
    </figure>
  );
}

async function scan(
  video: { readonly current: HTMLVideoElement | null },
  found: (text: string) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const Maker = detectorMaker();
  if (!Maker) throw new Error("this browser reads no codes");
  const detector = new Maker({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    const { current: picture } = video;
    if (signal.aborted || !picture) return;
    picture.srcObject = stream;
    await picture.play();
    while (!signal.aborted) {
      const codes = await detector.detect(picture);
      if (codes.some(({ rawValue }) => found(rawValue))) return;
      await new Promise((resolve) => {
        after(LOOK, () => resolve(undefined));
      });
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
