import { SkeinError } from "@skein/client";
import { useCallback } from "react";
import { useTexts } from "./language.tsx";

/** Turns whatever was thrown into a sentence for the reader. */
export function useErrorText(): (error: unknown) => string {
  const { errors } = useTexts();
  return useCallback((error: unknown) => errors[SkeinError.from(error).name], [errors]);
}
