import { Dialog } from "../kit/dialog.tsx";
import { PersonProfile } from "../people/person-profile.tsx";
import { useTexts } from "../text/language.tsx";
import type { CardProps } from "./talk-state.tsx";

/** Who somebody is, over the talk. */
export function PersonCard({ user, open, onClose, onPerson }: CardProps) {
  const { person } = useTexts();
  const message = (): void => {
    onClose();
    onPerson?.(user);
  };
  return (
    <Dialog open={open} onClose={onClose} title={person.info} size="small">
      <PersonProfile user={user} onMessage={onPerson && message} />
    </Dialog>
  );
}
