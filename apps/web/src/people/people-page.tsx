import { IconButton, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { goBack } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

export interface PeoplePageProps {
  readonly title: string;
  /** Where one goes back to when one came from outside. */
  readonly back?: string;
  readonly children: ReactNode;
}

/** The frame of a page about people. */
export function PeoplePage({ title, back = pathTo.contacts(), children }: PeoplePageProps) {
  const { kit } = useTexts();
  return (
    <section className="page" aria-label={title}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => goBack(back)}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{title}</h2>
      </header>
      <div className="page-body sk-scroll">{children}</div>
    </section>
  );
}
