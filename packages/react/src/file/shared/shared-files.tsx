import { useState } from "react";
import { Choice } from "../../kit/choice.tsx";
import { useTexts } from "../../text/language.tsx";
import { GalleryHost } from "../viewer/gallery-host.tsx";
import { SharedList } from "./shared-list.tsx";
import { type Tab, TABS } from "./tabs.ts";

export interface SharedFilesProps {
  /** The conversation. */
  readonly id: string;
  /** Goes to a message in the talk; absent: there is no such way from here. */
  readonly onJump?: ((seq: number) => void) | undefined;
}

/** What was sent in a conversation, by what it is. */
export function SharedFiles({ id, onJump }: SharedFilesProps) {
  const { files: t } = useTexts();
  const [tab, setTab] = useState<Tab>("media");
  return (
    <section className="sk-profile-part sk-shared" aria-label={t.shared}>
      <h3 className="sk-section">{t.shared}</h3>
      <Choice
        bare
        label={t.shared}
        value={tab}
        options={TABS.map((value) => ({ value, label: t.tabs[value] }))}
        onChange={setTab}
      />
      <GalleryHost onJump={onJump}>
        <SharedList key={`${id} ${tab}`} id={id} tab={tab} onJump={onJump} />
      </GalleryHost>
    </section>
  );
}
