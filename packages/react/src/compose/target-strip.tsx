import { Pencil, Reply, X } from "lucide-react";
import { IconButton } from "../kit/button.tsx";
import { Quoted } from "../talk/quote.tsx";
import { useTalk, useTalkNow } from "../talk/talk-state.tsx";
import { useTexts } from "../text/language.tsx";

/** Above the field: the message that one answers or changes, and the way out. */
export function TargetStrip() {
  const { kit, message } = useTexts();
  const { id, setTarget, jump } = useTalk();
  const { target } = useTalkNow();
  if (!target) return null;
  const { mode, item } = target;
  const Sign = mode === "edit" ? Pencil : Reply;
  return (
    <div className="sk-target" role="group" aria-label={mode === "edit" ? message.editing : message.replying}>
      <Sign size={18} aria-hidden="true" />
      <button type="button" className="sk-quote" onClick={() => item.seq !== undefined && jump(item.seq)}>
        {mode === "edit" && <span className="sk-quote-mode">{message.editing}</span>}
        <Quoted id={id} item={item} />
      </button>
      <IconButton label={kit.cancel} onClick={() => setTarget(undefined)}>
        <X size={18} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
