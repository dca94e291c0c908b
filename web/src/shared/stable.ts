import { useCallback, useRef } from "react";

/** The same function for ever, which does what the newest one does: for handlers given to components that are rarely drawn anew. */
export function useStable<Args extends unknown[], Result>(act: (...args: Args) => Result) {
  const newest = useRef(act);
  newest.current = act;
  return useCallback((...args: Args) => newest.current(...args), []);
}
