import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { randomId } from "../random.ts";
import { useTexts } from "../text/language.tsx";
import type { Pack } from "./use-packs.ts";

export interface NamePackProps {
  /** The one that is called otherwise; absent: a new one is made. */
  readonly pack?: Pack | undefined;
  readonly onDone: (pack: string) => void;
  readonly onCancel?: (() => void) | undefined;
}

/** What a pack is called. */
export function NamePack({ pack, onDone, onCancel }: NamePackProps) {
  const { kit, stickers } = useTexts();
  const client = useClient();
  const [name, setName] = useState(pack?.name ?? "");
  // the same for every try, so that no try makes a second one
  const [key] = useState(() => randomId() + randomId());
  const { run, busy, error } = useAction(async () => {
    const called = name.trim();
    if (pack) await client.call("sticker.rename", { pack: pack.id, name: called });
    onDone(pack?.id ?? (await client.call("sticker.create", { key, name: called })).id);
  });
  return (
    <form
      className="sk-pack-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") run();
      }}
    >
      <Field
        label={stickers.name}
        hint={stickers.nameHint}
        error={error}
        value={name}
        maxLength={64}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <div className="sk-pack-verbs">
        {onCancel && <Button onClick={onCancel}>{kit.cancel}</Button>}
        <Button look="primary" type="submit" busy={busy} disabled={name.trim() === ""}>
          {pack ? stickers.rename : stickers.create}
        </Button>
      </div>
    </form>
  );
}
