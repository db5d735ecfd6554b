import { PersonProfile, useTexts } from "@skein/react";
import { PeoplePage } from "./people-page.tsx";

export interface PersonCardProps {
  readonly user: string;
  readonly code?: string;
  readonly onMessage: (user: string) => void;
}

/** Who somebody is, with all that one can do about them. */
export function PersonCard({ user, code, onMessage }: PersonCardProps) {
  const { contact } = useTexts();
  return (
    <PeoplePage title={contact.card}>
      <PersonProfile key={user} user={user} code={code} onMessage={() => onMessage(user)} />
    </PeoplePage>
  );
}
