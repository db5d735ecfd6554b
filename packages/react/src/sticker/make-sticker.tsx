import type { FileInfo } from "@skein/protocol";
import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { RowButton } from "../kit/row.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { NamePack } from "./name-pack.tsx";
import { StickerPicture } from "./sticker-picture.tsx";
import { usePacks } from "./use-packs.ts";

export interface MakeStickerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The picture that it is made of. */
  readonly file: FileInfo;
}

/** Puts a picture of a talk into a pack of one's own. */
export function MakeSticker({ open, onClose, file }: MakeStickerProps) {
  const { stickers } = useTexts();
  const client = useClient();
  const toast = useToast();
  const { packs, error, again } = usePacks();
  const [naming, setNaming] = useState(false);
  const add = useAction(async (pack: string) => {
    await client.call("sticker.add", { pack, file: file.id });
    toast(stickers.made);
    onClose();
  });
  const mine = packs?.filter((pack) => pack.mine);
  return (
    <Dialog open={open} onClose={onClose} title={stickers.makeTitle}>
      {error && !packs && <Failure onRetry={again}>{error}</Failure>}
      {!mine && !error && <RowsToCome count={3} />}
      {add.error && (
        <p className="sk-field-error" role="alert">
          {add.error}
        </p>
      )}
      {mine?.map(({ id, name, stickers: [first] }) => (
        <RowButton
          key={id}
          leading={first && <StickerPicture file={first.file} alt="" />}
          title={name}
          disabled={add.busy}
          onClick={() => add.run(id)}
        />
      ))}
      {mine && (naming || mine.length === 0) ? (
        <NamePack onDone={add.run} />
      ) : (
        mine && <Button onClick={() => setNaming(true)}>{stickers.newPack}</Button>
      )}
    </Dialog>
  );
}
