import { useLayoutEffect } from "react";

/** Tells the page itself its language and theme: for hyphenation, screen readers, scroll bars and what shows behind the app. */
export function useLookOfPage({
  theme,
  language,
}: {
  readonly theme: "system" | "light" | "dark";
  readonly language: string;
}): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    if (theme === "system") delete document.body.dataset["theme"];
    else document.body.dataset["theme"] = theme;
    document.documentElement.style.colorScheme = theme === "system" ? "light dark" : theme;
  }, [theme, language]);
}
