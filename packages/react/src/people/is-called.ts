import type { Person } from "@skein/client";
import { matchesPinyin } from "@skein/protocol";

/** Whether words find a person: by what one calls them, their own name, log-in name, or what is typed for Chinese characters. */
export function isCalled({ name, ownName, login, pinyin, contact }: Person, words: string): boolean {
  const wanted = words.trim().toLocaleLowerCase();
  return (
    [name, ownName, login].some((one) => one?.toLocaleLowerCase().includes(wanted)) ||
    matchesPinyin(pinyin, wanted) ||
    matchesPinyin(contact?.pinyin, wanted)
  );
}
