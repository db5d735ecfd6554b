import { IconButton, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo, type Section } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** The frame of every section. */
export function SettingsPage({ section, children }: { readonly section: Section; readonly children: ReactNode }) {
  const { settings, order } = useAppTexts();
  const titles = { ...settings, ...order };
  const { kit } = useTexts();
  return (
    <section className="page" aria-label={titles[section]}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => navigate(pathTo.settings())}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{titles[section]}</h2>
      </header>
      <div className="page-body sk-scroll">{children}</div>
    </section>
  );
}
