import { Ellipsis, ImagePlus, Pencil, Scissors, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Menu, type MenuAction } from "../kit/menu.tsx";
import { Blank } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { NamePack } from "./name-pack.tsx";
import { PackGrid } from "./pack-grid.tsx";
import { useAddPictures } from "./use-add-pictures.tsx";
import type { Pack } from "./use-packs.ts";

export interface OwnPackProps {
  readonly pack: Pack;
  readonly onPick: (sticker: string) => void;
  /** It is not as it was any more; `gone`: one does not have it any more. */
  readonly onChanged: (gone?: "gone") => void;
}

/** A pack among one's own: its stickers, and what can be done with it. */
export function OwnPack({ pack, onPick, onChanged }: OwnPackProps) {
  const { stickers } = useTexts();
  const client = useClient();
  const [doing, setDoing] = useState<"rename" | "take out" | "remove">();
  const add = useAddPictures(pack.id, onChanged);
  const out = useAction(async (sticker: string) => {
    await client.call("sticker.remove", { pack: pack.id, sticker });
    onChanged();
  });
  const letGo = useAction(async () => {
    await client.call("sticker.keep", { pack: pack.id, on: false });
    onChanged("gone");
  });
  const actions: MenuAction[] = pack.mine
    ? [
        { id: "add", label: stickers.addPictures, icon: <ImagePlus aria-hidden="true" />, onSelect: add.choose },
        {
          id: "rename",
          label: stickers.rename,
          icon: <Pencil aria-hidden="true" />,
          onSelect: () => setDoing("rename"),
        },
        {
          id: "out",
          label: stickers.takeOut,
          icon: <Scissors aria-hidden="true" />,
          onSelect: () => setDoing("take out"),
        },
        {
          id: "remove",
          label: stickers.remove,
          icon: <Trash2 aria-hidden="true" />,
          danger: true,
          onSelect: () => setDoing("remove"),
        },
      ]
    : [{ id: "let-go", label: stickers.letGo, icon: <Trash2 aria-hidden="true" />, onSelect: letGo.run }];
  const error = add.error ?? out.error ?? letGo.error;
  if (doing === "rename") {
    const done = () => {
      setDoing(undefined);
      onChanged();
    };
    return <NamePack pack={pack} onDone={done} onCancel={() => setDoing(undefined)} />;
  }
  return (
    <>
      {add.field}
      <div className="sk-pack-head">
        <h3 className="sk-pack-title" dir="auto">
          {pack.name}
        </h3>
        {add.busy && <span role="status">{stickers.adding}</span>}
        {doing === "take out" ? (
          <Button onClick={() => setDoing(undefined)}>{stickers.takeOutDone}</Button>
        ) : (
          <Menu
            trigger={
              <IconButton label={stickers.more}>
                <Ellipsis size={20} aria-hidden="true" />
              </IconButton>
            }
            actions={actions}
          />
        )}
      </div>
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
      {pack.stickers.length === 0 ? (
        <Blank
          title={stickers.empty}
          {...(pack.mine && {
            action: (
              <Button look="primary" busy={add.busy} onClick={add.choose}>
                {stickers.addPictures}
              </Button>
            ),
          })}
        >
          {pack.mine ? stickers.emptyHint : undefined}
        </Blank>
      ) : (
        <PackGrid pack={pack} onPick={onPick} onTakeOut={doing === "take out" ? out.run : undefined} />
      )}
      <Confirm
        open={doing === "remove"}
        onClose={() => setDoing(undefined)}
        title={stickers.removeTitle(pack.name)}
        verb={stickers.removeVerb}
        onConfirm={async () => {
          await client.call("sticker.keep", { pack: pack.id, on: false });
          onChanged("gone");
        }}
      >
        {stickers.removeWords}
      </Confirm>
    </>
  );
}
