import { useCallback, useEffect, useState } from "react";
import { recall, remember } from "@/shared/storage";

const views = ["library", "inbox", "evaluations"] as const;
export type View = (typeof views)[number];

/** Where the technician is: which turbine, which thread, which other page. Kept in the address, so that it can be sent and reloaded. */
export interface Place {
  view: View | null;
  asset: string | null;
  thread: string | null;
}

function fromAddress(): Place {
  const query = new URLSearchParams(location.search);
  const thread = query.get("thread");
  const view = query.get("view");
  return {
    view: views.find((known) => known === view) ?? null,
    thread,
    asset: query.get("asset") ?? (thread ? null : recall("asset")),
  };
}

export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(fromAddress);
  useEffect(() => {
    const back = () => setPlace(fromAddress());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = useCallback((next: Place) => {
    const query = new URLSearchParams();
    if (next.view) query.set("view", next.view);
    if (next.asset) query.set("asset", next.asset);
    if (next.thread) query.set("thread", next.thread);
    remember("asset", next.asset);
    history.pushState(null, "", query.size > 0 ? `/?${query}` : "/");
    setPlace(next);
  }, []);
  return [place, go];
}
