import { useEffect, useState } from "react";
import { after } from "../clock.ts";

/** True once `value` has been true for `ms`; false at once. */
export function useLater(value: boolean, ms: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    if (!value) return undefined;
    const cancel = after(ms, () => setLater(true));
    return () => {
      cancel();
      setLater(false);
    };
  }, [value, ms]);
  return later;
}
