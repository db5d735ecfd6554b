import { Camera, ImagePlus, Trash2 } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { CameraDialog } from "../compose/camera/late-camera.tsx";
import { Avatar, type AvatarProps } from "../kit/avatar.tsx";
import { IconButton } from "../kit/button.tsx";
import { Menu, type MenuAction } from "../kit/menu.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { objectUrl } from "../file/object-url.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { readPicture } from "./crop.ts";

const CropDialog = lazy(async () => ({ default: (await import("./crop-dialog.tsx")).CropDialog }));

export interface ChangeFaceProps extends Pick<AvatarProps, "name" | "color" | "picture"> {
  /** The group whose picture it is; else one's own. */
  readonly conv?: string;
}

/** What one looks like, or a group, with the way to choose another picture: from this device or its camera, cut to a square. */
export function ChangeFace({ name, color, picture, conv }: ChangeFaceProps) {
  const { face, files: words } = useTexts();
  const client = useClient();
  const toast = useToast();
  const fields = useRef<Record<"disk" | "camera", HTMLInputElement | null>>({ disk: null, camera: null });
  const [filming, setFilming] = useState(false);
  const [image, setImage] = useState<HTMLImageElement>();
  const [unreadable, setUnreadable] = useState(false);
  // what is held up has a camera of its own, better than what a page can make of it
  const handheld = matchMedia("(pointer: coarse)").matches;
  const of = conv === undefined ? {} : { conv };
  const remove = useAction(async () => {
    await (await client.files()).setAvatar(null, of);
    toast(face.removed);
  });
  const read = useAction(async (file: File) => {
    setUnreadable(false);
    const [url] = objectUrl(file);
    await readPicture(url).then(setImage, () => setUnreadable(true));
  });
  const cut = async (blob: Blob, signal: AbortSignal, progress: (percent: number) => void): Promise<void> => {
    const files = await client.files();
    await files.setAvatar(blob, {
      ...of,
      signal,
      progress: ({ phase, done, size }) => phase === "sending" && progress(Math.round((100 * done) / size)),
    });
    toast(face.saved);
    setImage(undefined);
  };
  const actions: MenuAction[] = [
    {
      id: "choose",
      label: face.choose,
      icon: <ImagePlus aria-hidden="true" />,
      onSelect: () => fields.current.disk?.click(),
    },
    {
      id: "camera",
      label: words.takePhoto,
      icon: <Camera aria-hidden="true" />,
      onSelect: () => (handheld ? fields.current.camera?.click() : setFilming(true)),
    },
  ];
  if (picture) {
    const icon = <Trash2 aria-hidden="true" />;
    actions.push({ id: "remove", label: face.remove, icon, danger: true, onSelect: remove.run });
  }
  const error = remove.error ?? read.error ?? (unreadable ? face.unreadable : undefined);
  return (
    <div className="sk-face">
      <div className="sk-face-picture">
        <Avatar name={name} color={color} picture={picture} size={96} />
        <Menu
          align="start"
          trigger={
            <IconButton className="sk-face-change" label={face.change}>
              <Camera size={18} aria-hidden="true" />
            </IconButton>
          }
          actions={actions}
        />
      </div>
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
      {(["disk", "camera"] as const).map((one) => (
        <input
          key={one}
          ref={(element) => {
            fields.current[one] = element;
          }}
          type="file"
          accept="image/*"
          {...(one === "camera" && { capture: "user" })}
          data-picker={`face-${one}`}
          hidden
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) read.run(file);
            // the same one can be chosen again
            event.currentTarget.value = "";
          }}
        />
      ))}
      <Suspense fallback={null}>
        {filming && (
          <CameraDialog
            open
            stills
            onClose={() => setFilming(false)}
            onTaken={(file) => {
              setFilming(false);
              read.run(file);
            }}
          />
        )}
        {image && <CropDialog open key={image.src} image={image} onClose={() => setImage(undefined)} onCropped={cut} />}
      </Suspense>
    </div>
  );
}
