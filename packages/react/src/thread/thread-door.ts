import { createContext, useContext } from "react";

/** Opens the thread of a message; `instead`: in the place of the address of a reply in it, to which nobody wants to come back. */
export type OpenThread = (root: number, instead?: boolean) => void;

/** The way into the threads of the talk around; undefined within a thread, and where the app has none. */
const ThreadDoor = createContext<OpenThread | undefined>(undefined);

export const ThreadDoorProvider = ThreadDoor;

export function useThreadDoor(): OpenThread | undefined {
  return useContext(ThreadDoor);
}

/** The message whose thread this is; undefined in the talk itself. */
export const ThreadRoot = createContext<number | undefined>(undefined);

export function useThreadRoot(): number | undefined {
  return useContext(ThreadRoot);
}
