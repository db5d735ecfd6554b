import { Failure, Offline, RowsToCome, useOnline } from "@skein/react";
import type { ReactNode } from "react";
import { useAppTexts } from "../text/app-texts.tsx";

export interface AnsweredProps<R> {
  readonly answer: { readonly result: R | undefined; readonly error: string | undefined; readonly again: () => void };
  readonly children: (result: R) => ReactNode;
}

/** The states of a list that only the server knows: on its way, offline, failed, there. */
export function Answered<R>({ answer, children }: AnsweredProps<R>) {
  const { settings } = useAppTexts();
  const online = useOnline();
  return (
    <>
      {answer.error && <Failure onRetry={answer.again}>{answer.error}</Failure>}
      {answer.result !== undefined && children(answer.result)}
      {answer.result === undefined &&
        !answer.error &&
        (online ? <RowsToCome count={3} /> : <Offline>{settings.offline}</Offline>)}
    </>
  );
}
