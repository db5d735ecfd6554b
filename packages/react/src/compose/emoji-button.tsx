import { Popover } from "@base-ui/react/popover";
import { Smile } from "lucide-react";
import { lazy, Suspense, useState, type RefObject } from "react";
import { IconButton } from "../kit/button.tsx";
import { RowsToCome } from "../kit/states.tsx";
import { useSurface } from "../kit/surface.tsx";
import { useTexts } from "../text/language.tsx";

const EmojiPicker = lazy(async () => ({ default: (await import("./emoji-picker.tsx")).EmojiPicker }));

export interface EmojiButtonProps {
  readonly onPick: (emoji: string) => void;
  /** Where one goes on writing. */
  readonly returnFocus: RefObject<HTMLTextAreaElement | null>;
}

/** Opens the emoji picker, whose data is fetched with the first opening. */
export function EmojiButton({ onPick, returnFocus }: EmojiButtonProps) {
  const { compose } = useTexts();
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <IconButton label={compose.emoji}>
            <Smile size={22} aria-hidden="true" />
          </IconButton>
        }
      />
      <Popover.Portal {...surface}>
        <Popover.Positioner className="sk-popup-place" side="top" align="start" sideOffset={12} collisionPadding={8}>
          <Popover.Popup className="sk-popover sk-emoji" aria-label={compose.emoji} finalFocus={returnFocus}>
            <Suspense fallback={<RowsToCome count={4} />}>
              <EmojiPicker
                onPick={(emoji, stay) => {
                  if (!stay) setOpen(false);
                  onPick(emoji);
                }}
              />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
