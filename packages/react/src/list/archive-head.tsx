import { ArrowLeft } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";

/** Over the archive, in the place of the list's head. */
export function ArchiveHead({ onBack }: { readonly onBack: () => void }) {
  const { keep, kit } = useTexts();
  return (
    <header className="sk-pane-head">
      <div className="sk-pane-head-line">
        <IconButton className="sk-archive-back" label={kit.back} onClick={onBack}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{keep.archived}</h2>
      </div>
    </header>
  );
}
