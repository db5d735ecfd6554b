import { lazy } from "react";

/** Loaded when files are first looked at. */
export const Tray = lazy(async () => ({ default: (await import("./tray.tsx")).Tray }));
