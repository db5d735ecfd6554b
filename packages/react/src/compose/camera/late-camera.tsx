import { lazy } from "react";

/** Loaded when the camera is first asked for. */
export const CameraDialog = lazy(async () => ({ default: (await import("./camera-dialog.tsx")).CameraDialog }));
