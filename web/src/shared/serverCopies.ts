/** The copies of the server's data that the service worker keeps for use without a network (`web/scripts/service-worker.mjs`). */

export const SERVER_COPIES = "nacelle-server";

export async function forgetServerCopies(): Promise<void> {
  try {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith(SERVER_COPIES)).map((name) => caches.delete(name)),
    );
  } catch {
    // a browser without them
  }
}

export function registerServiceWorker(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
