import { IconButton, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo, type Section } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** The frame of every section. */
export function SettingsPage({ section, children }: { readonly section: Section; readonly children: ReactNode }) {
  const { settings } = useAppTexts();
  const { kit } = useTexts();
  return (
    <section className="page" aria-label={settings[section]}>
      <header className="sk-bar">
        <IconButton className="sk-only-narrow" label={kit.back} onClick={() => navigate(pathTo.settings())}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{settings[section]}</h2>
      </header>
      <div className="page-body sk-scroll">{children}</div>
    </section>
  );
}
