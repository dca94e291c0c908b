/** A session may end between any two requests: whoever meets a 401 says so here, and may wait until somebody has signed in. */

const bus = new EventTarget();

export function reportSignedOut(): void {
  bus.dispatchEvent(new Event("out"));
}

export function reportSignedIn(): void {
  bus.dispatchEvent(new Event("in"));
}

export function onSignedOut(act: () => void): () => void {
  bus.addEventListener("out", act);
  return () => bus.removeEventListener("out", act);
}

/** Resolves when somebody has signed in again, or when `signal` aborts. */
export function signedInAgain(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const options = { once: true };
    bus.addEventListener("in", () => resolve(), options);
    signal.addEventListener("abort", () => resolve(), options);
  });
}
