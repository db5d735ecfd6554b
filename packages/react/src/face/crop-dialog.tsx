import { useRef, useState } from "react";
import { type View, WHOLE } from "../file/viewer/zoom.ts";
import { useOnline } from "../hook/use-connection.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useAction } from "../kit/use-action.ts";
import { useTexts } from "../text/language.tsx";
import { cropped } from "./crop.ts";
import { CropFrame, FRAME } from "./crop-frame.tsx";

export interface CropDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly image: HTMLImageElement;
  /** Takes what was cut out to where it belongs; closes when that is done. */
  readonly onCropped: (blob: Blob, signal: AbortSignal, progress: (percent: number) => void) => Promise<void>;
}

/** Which square of a picture is shown of it. */
export function CropDialog({ open, onClose, image, onCropped }: CropDialogProps) {
  const { face, files, kit } = useTexts();
  const online = useOnline();
  const [view, setView] = useState<View>(WHOLE);
  const [percent, setPercent] = useState<number>();
  const leaving = useRef(new AbortController());
  const save = useAction(async () => {
    try {
      await onCropped(await cropped(image, FRAME, view), leaving.current.signal, setPercent);
    } finally {
      setPercent(undefined);
    }
  });
  const close = (): void => {
    leaving.current.abort();
    onClose();
  };
  const told = online ? percent !== undefined && files.sending(percent) : kit.offline;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={face.cropTitle}
      size="small"
      actions={
        <>
          <Button onClick={close}>{kit.cancel}</Button>
          <Button look="primary" busy={save.busy} disabled={!online} onClick={save.run}>
            {face.use}
          </Button>
        </>
      }
    >
      <div className="sk-crop">
        <CropFrame image={image} view={view} onView={setView} />
        {told && (
          <p className="sk-field-hint" role="status">
            {told}
          </p>
        )}
        {save.error && (
          <p className="sk-field-error" role="alert">
            {save.error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
