import { Camera, Square, SwitchCamera, Video } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { now } from "../../clock.ts";
import { useNow } from "../../hook/use-now.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useAction } from "../../kit/use-action.ts";
import { useFormats, useTexts } from "../../text/language.tsx";
import { filmOf, photoOf } from "./shots.ts";
import { useCamera } from "./use-camera.ts";

export interface CameraDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onTaken: (file: File) => void;
  /** Pictures alone, no films. */
  readonly stills?: boolean;
}

/** The camera of this device: a picture, or a film, which are looked at before they are sent. */
export function CameraDialog({ open, onClose, onTaken, stills = false }: CameraDialogProps) {
  const { kit, files } = useTexts();
  const formats = useFormats();
  const { stream, fault, others, turn, again } = useCamera(open, !stills);
  const view = useRef<HTMLVideoElement>(null);
  const [film, setFilm] = useState<{ readonly since: number; stop(): Promise<File> }>();
  useNow(1_000);
  useEffect(() => {
    if (view.current) view.current.srcObject = stream ?? null;
  }, [stream]);
  const photo = useAction(async () => {
    if (view.current) onTaken(await photoOf(view.current));
  });
  const filming = useAction(async () => {
    if (!film) {
      if (stream) setFilm({ since: now(), ...filmOf(stream) });
      return;
    }
    setFilm(undefined);
    onTaken(await film.stop());
  });
  const why =
    fault &&
    { none: files.noCamera, denied: files.cameraDenied, failed: files.cameraFailed, unable: files.noCamera }[fault];
  const error = why ?? photo.error ?? filming.error;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={files.camera}
      actions={
        why ? (
          <Button look="primary" onClick={again}>
            {kit.retry}
          </Button>
        ) : (
          <>
            {others && !film && (
              <IconButton label={files.otherCamera} onClick={turn}>
                <SwitchCamera size={20} aria-hidden="true" />
              </IconButton>
            )}
            {film && (
              <span className="sk-camera-time" role="timer">
                {formats.elapsed(now() - film.since)}
              </span>
            )}
            {!stills && (
              <Button
                icon={film ? <Square size={16} aria-hidden="true" /> : <Video size={18} aria-hidden="true" />}
                disabled={!stream}
                busy={filming.busy}
                onClick={filming.run}
              >
                {film ? files.stopFilm : files.film}
              </Button>
            )}
            {!film && (
              <Button
                look="primary"
                icon={<Camera size={18} aria-hidden="true" />}
                disabled={!stream}
                busy={photo.busy}
                onClick={photo.run}
              >
                {files.takePhoto}
              </Button>
            )}
          </>
        )
      }
    >
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
      {!why && <video ref={view} className="sk-camera" autoPlay muted playsInline aria-label={files.cameraView} />}
    </Dialog>
  );
}
