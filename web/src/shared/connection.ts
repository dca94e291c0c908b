import { useSyncExternalStore } from "react";

export type Connection = "online" | "slow" | "offline";

interface NetworkInformation extends EventTarget {
  effectiveType?: string;
}

function network(): NetworkInformation | undefined {
  return (navigator as Navigator & { connection?: NetworkInformation }).connection;
}

export function currentConnection(): Connection {
  if (!navigator.onLine) return "offline";
  return /2g/.test(network()?.effectiveType ?? "") ? "slow" : "online";
}

function subscribe(changed: () => void): () => void {
  const events: [EventTarget | undefined, string][] = [
    [window, "online"],
    [window, "offline"],
    [network(), "change"],
  ];
  for (const [target, name] of events) target?.addEventListener(name, changed);
  return () => {
    for (const [target, name] of events) target?.removeEventListener(name, changed);
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, currentConnection);
}

/** Resolves when the browser has a network again, or after `ms` at the latest. */
export function networkOrTimeout(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
