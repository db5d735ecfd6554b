import { Mark } from "@skein/react";
import type { ReactNode } from "react";
import { useAppTexts } from "../text/app-texts.tsx";

export interface GuestFrameProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
  readonly foot?: ReactNode;
}

/** The sheet of paper that every page before the sign-in is written on. */
export function GuestFrame({ title, hint, children, foot }: GuestFrameProps) {
  const { app } = useAppTexts();
  return (
    <main className="app guest">
      <div className="guest-sheet">
        <p className="guest-brand">
          <Mark size={56} />
          {app.name}
        </p>
        <h1 className="guest-title">{title}</h1>
        {hint && <p className="guest-hint">{hint}</p>}
        {children}
        {foot && <p className="guest-foot">{foot}</p>}
      </div>
    </main>
  );
}
