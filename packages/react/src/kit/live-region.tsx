import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

const Announce = createContext<(words: string) => void>(() => {
  throw new Error("Wrap this in <SkeinProvider>.");
});

interface Spoken {
  readonly turn: number;
  readonly words: string;
}

/** One polite region for all that happens without a press, so that two lists do not talk over each other. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState<Spoken>({ turn: 0, words: "" });
  const announce = useCallback((words: string) => setSpoken(({ turn }) => ({ turn: turn + 1, words })), []);
  return (
    <Announce value={announce}>
      {children}
      <div className="sk-hidden" role="log" aria-live="polite" aria-relevant="additions">
        {/* A new element each time, so that the same words are read again. */}
        <span key={spoken.turn}>{spoken.words}</span>
      </div>
    </Announce>
  );
}

/** Says something to those who do not see it happen. */
export function useAnnounce(): (words: string) => void {
  return useContext(Announce);
}
