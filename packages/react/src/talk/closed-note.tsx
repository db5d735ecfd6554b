import type { Person } from "@skein/client";
import { Button } from "../kit/button.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";

/** Whether one does not write to a person: they are gone, or one has blocked them. */
export function isClosed(person: Person | undefined): person is Person {
  return person !== undefined && (person.deleted === true || person.contact?.blocked !== undefined);
}

/** In the place of the field to write in: why there is none, and the way back where there is one. */
export function ClosedNote({ person }: { readonly person: Person }) {
  const { contact: texts } = useTexts();
  const client = useClient();
  const unblock = useAction(() => client.act("contact.unblock", { user: person.id }));
  return (
    <div className="sk-closed-note">
      <p>{person.deleted ? texts.deletedNote : texts.blockedNote}</p>
      {!person.deleted && (
        <Button busy={unblock.busy} onClick={unblock.run}>
          {texts.unblock}
        </Button>
      )}
      {unblock.error && (
        <p className="sk-field-error" role="alert">
          {unblock.error}
        </p>
      )}
    </div>
  );
}
