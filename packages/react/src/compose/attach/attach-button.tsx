import { Plus } from "lucide-react";
import { IconButton } from "../../kit/button.tsx";
import { Menu } from "../../kit/menu.tsx";
import { useTalk } from "../../talk/talk-state.tsx";
import { useTexts } from "../../text/language.tsx";
import { ATTACHMENTS } from "./attachments.tsx";

/** Opens the menu of what can be sent beside words. */
export function AttachButton({ disabled = false }: { readonly disabled?: boolean }) {
  const texts = useTexts();
  const { id, show } = useTalk();
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={texts.kinds.attach} disabled={disabled}>
          <Plus size={22} aria-hidden="true" />
        </IconButton>
      }
      actions={ATTACHMENTS.map(({ id: name, icon: Icon, label, Dialog }) => ({
        id: name,
        label: label(texts),
        icon: <Icon aria-hidden="true" />,
        onSelect: () => show((dialog) => <Dialog {...dialog} id={id} />),
      }))}
    />
  );
}
