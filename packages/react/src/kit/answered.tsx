import type { ReactNode } from "react";
import { useOffline } from "../hook/use-connection.ts";
import { useTexts } from "../text/language.tsx";
import { Failure, Offline, RowsToCome } from "./states.tsx";

export interface AnsweredProps<R> {
  readonly answer: { readonly result: R | undefined; readonly error: string | undefined; readonly again: () => void };
  readonly children: (result: R) => ReactNode;
}

/** The states of a list that only the server knows: on its way, offline, failed, there. */
export function Answered<R>({ answer, children }: AnsweredProps<R>) {
  const { kit } = useTexts();
  const offline = useOffline();
  return (
    <>
      {answer.error && <Failure onRetry={answer.again}>{answer.error}</Failure>}
      {answer.result !== undefined && children(answer.result)}
      {answer.result === undefined &&
        !answer.error &&
        (offline ? <Offline>{kit.offline}</Offline> : <RowsToCome count={3} />)}
    </>
  );
}
