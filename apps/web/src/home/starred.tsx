import { IconButton, StarredList, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import { goBack, navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

/** The starred messages, in the place of a talk. */
export function Starred() {
  const { keep, kit } = useTexts();
  return (
    <section className="page" aria-label={keep.starred}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => goBack(pathTo.home)}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{keep.starred}</h2>
      </header>
      <div className="page-body sk-scroll">
        <StarredList hrefOf={placeOf} onOpen={(conv, seq, root) => navigate(placeOf(conv, seq, root))} />
      </div>
    </section>
  );
}

/** Where a message is said: in its conversation, or in the thread under another one. */
function placeOf(conv: string, seq: number, root?: number): string {
  return root === undefined ? pathTo.message(conv, seq) : pathTo.thread(conv, root);
}
