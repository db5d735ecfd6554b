import type { Result } from "@skein/protocol";
import { Avatar, Button, Failure, Row, useAction, useClient, useMe, Answered, useAnswer } from "@skein/react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { ForAdmins } from "./for-admins.tsx";
import { SettingsPage } from "./settings-page.tsx";

type Listed = Result<"user.list">["users"][number];
type Role = Listed["role"];

const ROLES: readonly Role[] = ["owner", "admin", "member"];

/** All people of the server; an owner gives them their roles here. */
export function ServerPeople() {
  return (
    <SettingsPage section="people">
      <ForAdmins>
        <Page after={undefined} />
      </ForAdmins>
    </SettingsPage>
  );
}

/** A page of the list, with the next one under it when it is asked for. */
function Page({ after }: { readonly after: string | undefined }) {
  const { settings: texts } = useAppTexts();
  const answer = useAnswer("user.list", { limit: 100, ...(after !== undefined && { after }) });
  const [more, setMore] = useState(false);
  return (
    <Answered answer={answer}>
      {({ users, next }) => (
        <>
          <ul className="card">
            {users.map((one) => (
              <li key={one.profile.id}>
                <RoleRow one={one} onChanged={answer.again} />
              </li>
            ))}
          </ul>
          {next !== undefined &&
            (more ? <Page after={next} /> : <Button onClick={() => setMore(true)}>{texts.loadMore}</Button>)}
        </>
      )}
    </Answered>
  );
}

function RoleRow({ one: { profile, role }, onChanged }: { readonly one: Listed; readonly onChanged: () => void }) {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const owner = useMe()?.role === "owner";
  const give = useAction(async (next: Role) => {
    await client.call("user.role", { user: profile.id, role: next });
    onChanged();
  });
  return (
    <>
      <Row
        leading={<Avatar name={profile.name} color={profile.color} picture={profile.avatar} size={40} />}
        title={<bdi>{profile.name}</bdi>}
        detail={profile.login && `@${profile.login}`}
        trailing={
          owner ? (
            <select
              className="select"
              aria-label={texts.roleOf(profile.name)}
              value={role}
              disabled={give.busy}
              onChange={(event) => give.run(ROLES.find((next) => next === event.target.value) ?? role)}
            >
              {ROLES.map((next) => (
                <option key={next} value={next}>
                  {texts.roles[next]}
                </option>
              ))}
            </select>
          ) : (
            <span className="sk-role">{texts.roles[role]}</span>
          )
        }
      />
      {give.error && <Failure>{give.error}</Failure>}
    </>
  );
}
