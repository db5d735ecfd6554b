import { lazy, Suspense } from "react";
import { useTalkAround } from "../talk-state.tsx";

const DateDialog = lazy(async () => ({ default: (await import("./date-dialog.tsx")).DateDialog }));

/** Opens the calendar of the talk around, at the day of a time; undefined where no talk is around. */
export function useDates(): ((at: number) => void) | undefined {
  const talk = useTalkAround();
  if (!talk) return undefined;
  return (at) =>
    talk.show((dialog) => (
      <Suspense fallback={null}>
        <DateDialog id={talk.id} at={at} {...dialog} />
      </Suspense>
    ));
}
