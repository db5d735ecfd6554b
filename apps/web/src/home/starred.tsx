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
        <StarredList hrefOf={pathTo.said} onOpen={(...place) => navigate(pathTo.said(...place))} />
      </div>
    </section>
  );
}
