import { CloudOff, Lock, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "../text/language.tsx";
import { Button } from "./button.tsx";

/** Grey shapes of the rows to come, while nothing is known yet. */
export function RowsToCome({ count = 6 }: { readonly count?: number }) {
  const texts = useTexts();
  return (
    <div className="sk-to-come" role="status">
      <span className="sk-hidden">{texts.kit.loading}</span>
      {Array.from({ length: count }, (_, index) => `row-${index}`).map((key) => (
        <span key={key} className="sk-row" aria-hidden="true">
          <span className="sk-bone sk-bone-face" />
          <span className="sk-row-lines">
            <span className="sk-bone sk-bone-title" />
            <span className="sk-bone sk-bone-detail" />
          </span>
        </span>
      ))}
    </div>
  );
}

export interface BlankProps {
  readonly art?: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** A list or pane with nothing in it. */
export function Blank({ art, title, children, action }: BlankProps) {
  return (
    <div className="sk-blank">
      {art && (
        <span className="sk-blank-art" aria-hidden="true">
          {art}
        </span>
      )}
      <p className="sk-blank-title">{title}</p>
      {children && <p className="sk-blank-words">{children}</p>}
      {action}
    </div>
  );
}

export interface FailureProps {
  /** What happened, in the reader's words. */
  readonly children: string;
  readonly onRetry?: (() => void) | undefined;
  readonly busy?: boolean;
}

/** What could not be fetched or done, and the way to try again. */
export function Failure({ children, onRetry, busy = false }: FailureProps) {
  const texts = useTexts();
  return (
    <div className="sk-failure" role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <p>{children}</p>
      {onRetry && (
        <Button busy={busy} icon={<RotateCw size={16} aria-hidden="true" />} onClick={onRetry}>
          {texts.kit.retry}
        </Button>
      )}
    </div>
  );
}

/** What this list needs the network for, said instead of an endless wait. */
export function Offline({ children }: { readonly children: string }) {
  return <Blank art={<CloudOff size={32} />} title={children} />;
}

/** A page that this person may not use. */
export function NotAllowed({ children }: { readonly children: string }) {
  return <Blank art={<Lock size={32} />} title={children} />;
}
