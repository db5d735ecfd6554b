import { LIMITS, type Me } from "@skein/protocol";
import {
  Button,
  ChangeFace,
  ColorChoice,
  Field,
  RowsToCome,
  TextField,
  useAction,
  useClient,
  useMe,
  useTexts,
  useToast,
} from "@skein/react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** How others see one. */
export function Profile() {
  const me = useMe();
  return (
    <SettingsPage section="profile">
      {me ? <ProfileForm profile={me.profile} /> : <RowsToCome count={3} />}
    </SettingsPage>
  );
}

function ProfileForm({ profile }: Pick<Me, "profile">) {
  const { settings: texts } = useAppTexts();
  const { kit } = useTexts();
  const client = useClient();
  const toast = useToast();
  const [name, setName] = useState(profile.name);
  const [about, setAbout] = useState(profile.about ?? "");
  const [color, setColor] = useState(profile.color);
  const changed = name.trim() !== profile.name || about.trim() !== (profile.about ?? "") || color !== profile.color;
  const save = useAction(async () => {
    await client.call("account.update", { name: name.trim(), about: about.trim(), color });
    toast(texts.saved);
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && name.trim() !== "") save.run();
      }}
    >
      <div className="own-face">
        <ChangeFace name={name} color={color} picture={profile.avatar} />
        <p className="own-name">
          <bdi>{name}</bdi>
        </p>
        {profile.login && <p className="sk-bar-status">@{profile.login}</p>}
      </div>
      <Field
        label={texts.name}
        error={name.trim() === "" ? texts.nameEmpty : undefined}
        value={name}
        maxLength={LIMITS.personName}
        autoComplete="name"
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={texts.about}
        hint={texts.aboutHint}
        value={about}
        maxLength={LIMITS.about}
        dir="auto"
        onChange={(event) => setAbout(event.target.value)}
      />
      <ColorChoice label={texts.color} names={kit.colors} value={color} onChange={setColor} />
      {save.error && (
        <p className="sk-field-error" role="alert">
          {save.error}
        </p>
      )}
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={save.busy} disabled={!changed || name.trim() === ""}>
          {kit.save}
        </Button>
      </div>
    </form>
  );
}
