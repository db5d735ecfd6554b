import { useAnswer } from "../hook/use-answer.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { PackGrid } from "./pack-grid.tsx";

export interface PackDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly pack: string;
}

/** The pack of a sticker that one has seen: to be looked at, kept, or let go. */
export function PackDialog({ open, onClose, pack: id }: PackDialogProps) {
  const { kinds, stickers } = useTexts();
  const client = useClient();
  const { result: pack, error, fault, again } = useAnswer("sticker.pack", { pack: id });
  const keep = useAction(async (on: boolean) => {
    await client.call("sticker.keep", { pack: id, on });
    again();
  });
  const gone = fault?.name === "not_found";
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={pack?.name ?? kinds.sticker}
      actions={
        pack &&
        !pack.mine && (
          <Button look={pack.kept ? "plain" : "primary"} busy={keep.busy} onClick={() => keep.run(!pack.kept)}>
            {pack.kept ? stickers.letGo : stickers.keep}
          </Button>
        )
      }
    >
      {gone && <p>{stickers.gone}</p>}
      {error && !gone && <Failure onRetry={again}>{error}</Failure>}
      {keep.error && (
        <p className="sk-field-error" role="alert">
          {keep.error}
        </p>
      )}
      {!pack && !error && <RowsToCome count={3} />}
      {pack && <PackGrid pack={pack} />}
    </Dialog>
  );
}
