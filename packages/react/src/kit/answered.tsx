import type { ReactNode } from "react";
import { useOnline } from "../hook/use-connection.ts";
import { useTexts } from "../text/language.tsx";
import { Failure, Offline, RowsToCome } from "./states.tsx";

export interface AnsweredProps<R> {
  readonly answer: { readonly result: R | undefined; readonly error: string | undefined; readonly again: () => void };
  readonly children: (result: R) => ReactNode;
}

/** The states of a list that only the server knows: on its way, offline, failed, there. */
export function Answered<R>({ answer, children }: AnsweredProps<R>) {
  const { kit } = useTexts();
  const online = useOnline();
  return (
    <>
      {answer.error && <Failure onRetry={answer.again}>{answer.error}</Failure>}
      {answer.result !== undefined && children(answer.result)}
      {answer.result === undefined &&
        !answer.error &&
        (online ? <RowsToCome count={3} /> : <Offline>{kit.offline}</Offline>)}
    </>
  );
}
