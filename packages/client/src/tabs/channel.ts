/** As much of a BroadcastChannel as is used. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: never) => void) | null;
  close(): void;
}

/** What the tabs say to all: a leader that it is there, the others what they want of it. */
export type Said =
  | { readonly is: "lead"; readonly lead: string }
  | { readonly is: "join"; readonly tab: string }
  | { readonly is: "say"; readonly lead: string; readonly tab: string; readonly text: string }
  | { readonly is: "leave"; readonly tab: string };

/** What a leader says to one tab, on the channel of its own: so that a page of history wakes nobody else. */
export type Told =
  | { readonly is: "joined"; readonly lead: string }
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "closed"; readonly code: number; readonly reason: string };
