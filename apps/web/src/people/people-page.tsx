import { IconButton, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { goBack } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

/** The frame of a page about people. */
export function PeoplePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { kit } = useTexts();
  return (
    <section className="page" aria-label={title}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => goBack(pathTo.contacts())}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{title}</h2>
      </header>
      <div className="page-body sk-scroll">{children}</div>
    </section>
  );
}
