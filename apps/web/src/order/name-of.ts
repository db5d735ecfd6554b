import type { Profile } from "@skein/protocol";
import { isolate, useTexts } from "@skein/react";
import { useAppTexts } from "../text/app-texts.tsx";

/** How the people of a page are called; without an id it was the operator. */
export function useNameOf(users: readonly Profile[]): (id: string | undefined) => string {
  const { order } = useAppTexts();
  const { kit } = useTexts();
  return (id) =>
    id === undefined ? order.operator : isolate(users.find((user) => user.id === id)?.name ?? kit.somebody);
}
