/** Small things this browser remembers; a browser that forbids storage simply forgets. */

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`nacelle.${key}`);
    else localStorage.setItem(`nacelle.${key}`, value);
  } catch {
    // private mode
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`nacelle.${key}`);
  } catch {
    return null;
  }
}
