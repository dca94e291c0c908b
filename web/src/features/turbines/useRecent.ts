import { useEffect, useState } from "react";
import { recall, remember } from "@/shared/storage";

const MOST = 4;

/** The turbines that were chosen last on this device, newest first. */
export function useRecent(chosen: string | null): string[] {
  const [tags, setTags] = useState(stored);
  useEffect(() => {
    if (chosen) setTags((before) => [chosen, ...before.filter((tag) => tag !== chosen)].slice(0, MOST));
  }, [chosen]);
  useEffect(() => remember("recent", tags.length > 0 ? JSON.stringify(tags) : null), [tags]);
  return tags;
}

function stored(): string[] {
  try {
    const value: unknown = JSON.parse(recall("recent") ?? "[]");
    return Array.isArray(value) ? value.filter((tag) => typeof tag === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}
