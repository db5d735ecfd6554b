import { Button, useObservable } from "@skein/react";
import { useAppTexts } from "../text/app-texts.tsx";
import { update } from "./keep-shell.ts";

/** Says quietly that a newer version is here. It lies over the page, so that nothing moves. */
export function UpdateBar() {
  const { notify } = useAppTexts();
  const here = useObservable(update);
  return (
    <div role="status" className="update-place">
      {here && (
        <div className="update-bar">
          <span>{notify.update}</span>
          <Button onClick={() => update.dismiss()}>{notify.later}</Button>
          <Button look="primary" onClick={() => update.take()}>
            {notify.reload}
          </Button>
        </div>
      )}
    </div>
  );
}
