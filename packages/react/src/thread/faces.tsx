import { usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { useTexts } from "../text/language.tsx";

/** Small faces, one over the edge of the other. Decoration beside words that say the same. */
export function Faces({ users, size = 20 }: { readonly users: readonly string[]; readonly size?: number }) {
  return (
    <span className="sk-faces" aria-hidden="true">
      {users.map((user) => (
        <Face key={user} user={user} size={size} />
      ))}
    </span>
  );
}

function Face({ user, size }: { readonly user: string; readonly size: number }) {
  const { kit } = useTexts();
  const person = usePerson(user);
  return <Avatar name={person?.name ?? kit.somebody} color={person?.color ?? 0} picture={person?.avatar} size={size} />;
}
