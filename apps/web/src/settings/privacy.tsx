import type { Privacy as Chosen } from "@skein/protocol";
import {
  Avatar,
  Button,
  Choice,
  Row,
  useAction,
  useClient,
  useContacts,
  useErrorText,
  useTexts,
  useToast,
  Answered,
  useAnswer,
} from "@skein/react";
import { useOptimistic, useTransition } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** Whom one lets near, and whom not at all. */
export function Privacy() {
  const answer = useAnswer("contact.privacy", {});
  return (
    <SettingsPage section="privacy">
      <Answered answer={answer}>{({ privacy }) => <Audiences privacy={privacy} onChanged={answer.again} />}</Answered>
      <Blocked />
    </SettingsPage>
  );
}

function Audiences({ privacy, onChanged }: { readonly privacy: Chosen; readonly onChanged: () => void }) {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(privacy, (before: Chosen, change: Partial<Chosen>) => ({ ...before, ...change }));
  const change = (next: Partial<Chosen>): void => {
    startTransition(async () => {
      show(next);
      try {
        await client.call("contact.privacy", next);
        onChanged();
      } catch (error) {
        toast(errorText(error));
      }
    });
  };
  const options = (friends: string) =>
    (["everyone", "friends", "nobody"] as const).map((value) => ({
      value,
      label: value === "friends" ? friends : texts.audiences[value],
    }));
  return (
    <>
      <div className="privacy-choice">
        <Choice
          label={texts.mayWrite}
          value={shown.write}
          options={options(texts.audiences.friends)}
          onChange={(write) => change({ write })}
        />
        <p className="sk-field-hint">{texts.mayWriteHint}</p>
      </div>
      <div className="privacy-choice">
        <Choice
          label={texts.mayAdd}
          value={shown.add}
          options={options(texts.friendsOfFriends)}
          onChange={(add) => change({ add })}
        />
        <p className="sk-field-hint">{texts.mayAddHint}</p>
      </div>
      <Choice
        label={texts.maySee}
        value={shown.seen}
        options={options(texts.audiences.friends)}
        onChange={(seen) => change({ seen })}
      />
    </>
  );
}

/** Whom one has blocked, known on this device. */
function Blocked() {
  const { settings: texts } = useAppTexts();
  const { contact } = useTexts();
  const client = useClient();
  const blocked = useContacts().filter((person) => person.contact?.blocked !== undefined);
  const unblock = useAction((user: string) => client.act("contact.unblock", { user }));
  return (
    <section aria-label={contact.blockedOnes}>
      <h3 className="sk-field-label">{texts.blockedPeople}</h3>
      {blocked.length === 0 && <p className="sk-field-hint">{texts.blockedNone}</p>}
      {blocked.map((person) => (
        <Row
          key={person.id}
          leading={<Avatar name={person.name} color={person.color} picture={person.avatar} size={40} />}
          title={<bdi>{person.name}</bdi>}
          detail={person.login && `@${person.login}`}
          trailing={
            <Button busy={unblock.busy} onClick={() => unblock.run(person.id)}>
              {texts.unblock}
            </Button>
          }
        />
      ))}
      {unblock.error && (
        <p className="sk-field-error" role="alert">
          {unblock.error}
        </p>
      )}
    </section>
  );
}
