/** The languages that the kit speaks. */
export type Language = "en" | "zh-CN";

export const LANGUAGES: readonly Language[] = ["en", "zh-CN"];

/**
 * The language to show: the one chosen, or for `system` the first of the reader's own that the kit speaks.
 *
 * @param preferred as `navigator.languages` tells them
 */
export function chooseLanguage(choice: Language | "system", preferred: readonly string[]): Language {
  if (choice !== "system") return choice;
  for (const tag of preferred) {
    const lower = tag.toLowerCase();
    if (lower.startsWith("zh")) return "zh-CN";
    if (lower.startsWith("en")) return "en";
  }
  return "en";
}

/**
 * The reader's own region of a language, for dates and times: somebody in London reads English, but no American dates.
 *
 * @example localeOf("en", ["de-DE", "en-GB"]) === "en-GB"
 */
export function localeOf(language: Language, preferred: readonly string[]): string {
  const [primary = language] = language.split("-");
  const own = preferred.find((tag) => tag === primary || tag.startsWith(`${primary}-`));
  // Regions of Chinese differ in script as well; the words are in Simplified Chinese.
  return primary === "zh" ? language : (own ?? language);
}
