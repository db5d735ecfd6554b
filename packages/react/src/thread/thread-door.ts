import { createContext, useContext } from "react";

/** The way into the threads of the talk around; undefined within a thread, and where the app has none. */
const ThreadDoor = createContext<((root: number) => void) | undefined>(undefined);

export const ThreadDoorProvider = ThreadDoor;

export function useThreadDoor(): ((root: number) => void) | undefined {
  return useContext(ThreadDoor);
}

/** The message whose thread this is; undefined in the talk itself. */
export const ThreadRoot = createContext<number | undefined>(undefined);

export function useThreadRoot(): number | undefined {
  return useContext(ThreadRoot);
}
