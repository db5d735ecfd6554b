import type { Settings } from "@skein/protocol";

/** How the app looks before it knows who one is: what was chosen last on this device. */
export type Look = Required<Pick<Settings, "theme" | "language">>;

const PLACE = "skein.look";
const FALLBACK: Look = { theme: "system", language: "system" };

export function keptLook(): Look {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "null");
    if (typeof kept !== "object" || kept === null) return FALLBACK;
    const theme = "theme" in kept && (kept.theme === "light" || kept.theme === "dark") ? kept.theme : "system";
    const language =
      "language" in kept && (kept.language === "en" || kept.language === "zh-CN") ? kept.language : "system";
    return { theme, language };
  } catch (error) {
    console.debug("No look is kept on this device:", error);
    return FALLBACK;
  }
}

export function keepLook(look: Look): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(look));
  } catch (error) {
    console.debug("The look is not kept on this device:", error);
  }
}
