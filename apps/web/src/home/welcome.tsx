import { Blank, Mark, useTexts } from "@skein/react";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { isApple } from "./platform.ts";

/** Fills the room beside the list while no conversation is open. */
export function Welcome({ missing }: { readonly missing: boolean }) {
  const { talk } = useTexts();
  const { app } = useAppTexts();
  if (missing) {
    return (
      <Blank
        art={<Mark size={72} />}
        title={app.missing}
        action={
          <Link className="sk-button sk-button-plain" href={pathTo.home}>
            {app.toStart}
          </Link>
        }
      />
    );
  }
  return (
    <Blank art={<Mark size={88} />} title={talk.pick}>
      {isApple() ? talk.pickHint : talk.pickHintOther}
    </Blank>
  );
}
