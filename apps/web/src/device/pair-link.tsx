import { Button, Dialog, Field } from "@skein/react";
import { Camera } from "lucide-react";
import { useState } from "react";
import { LINKS } from "../route/links.ts";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { pairCode } from "./pair-code.ts";
import { canScan, Scanner } from "./scanner.tsx";

/** Takes the code of a device that waits: by the camera where the browser reads codes, else as a link. */
export function PairLink({ onClose }: { readonly onClose: () => void }) {
  const { settings: texts } = useAppTexts();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [scanning, setScanning] = useState(false);
  const take = (found: string): boolean => {
    const code = pairCode(found);
    const go = code === undefined ? LINKS.open(found.trim()) : () => navigate(pathTo.pair(code));
    if (!go) return false;
    onClose();
    go();
    return true;
  };
  return (
    <Dialog open onClose={onClose} title={texts.pair} size="small">
      <p className="sk-field-hint">{texts.pairHint}</p>
      {scanning ? (
        <Scanner onFound={take} onStop={() => setScanning(false)} />
      ) : (
        canScan() && (
          <Button icon={<Camera size={18} aria-hidden="true" />} onClick={() => setScanning(true)}>
            {texts.pairScan}
          </Button>
        )
      )}
      <form
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(!take(text));
        }}
      >
        <Field
          label={texts.pairLink}
          error={tried ? texts.pairLinkWrong : undefined}
          value={text}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setTried(false);
          }}
        />
        <div className="sk-form-end">
          <Button look="primary" type="submit" disabled={text.trim() === ""}>
            {texts.pairLook}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
