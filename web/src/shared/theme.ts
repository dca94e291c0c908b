import { useEffect, useState } from "react";
import { recall, remember } from "@/shared/storage";

export type Theme = "system" | "light" | "dark";
export const themes: readonly Theme[] = ["system", "light", "dark"];

function stored(): Theme {
  const value = recall("theme");
  return value === "light" || value === "dark" ? value : "system";
}

/** The chosen theme, written to `<html data-theme>`; "system" leaves it to the device. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(stored);
  useEffect(() => {
    if (theme === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.dataset.theme = theme;
    remember("theme", theme === "system" ? null : theme);
  }, [theme]);
  return [theme, setTheme];
}
