// Writes dist/sw.js with Workbox: the client itself is kept on the device, and the last copy of what the server said,
// so that a reload without a network shows both. Answers and writes always go to the server.
import { fileURLToPath } from "node:url";
import { generateSW } from "workbox-build";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const day = 24 * 3600;
/** Also in `src/shared/serverCopies.ts`, which forgets them when the person changes. */
const copies = "nacelle-server";

const { count, size, warnings } = await generateSW({
  globDirectory: dist,
  globPatterns: ["**/*.{html,css,svg,webmanifest,png}", "assets/*.{js,woff2}"],
  // Fetched when first needed, and kept then.
  globIgnores: ["assets/pdf*", "assets/noto-*"],
  swDest: `${dist}/sw.js`,
  sourcemap: false,
  inlineWorkboxRuntime: true,
  skipWaiting: true,
  clientsClaim: true,
  cleanupOutdatedCaches: true,
  dontCacheBustURLsMatching: /^assets\//,
  navigateFallback: "/index.html",
  navigateFallbackDenylist: [
    /^\/(api|auth|v1|mcp|agui|a2a|healthz|readyz|metrics|openapi)/,
    /^\/\.well-known/,
  ],
  runtimeCaching: [
    {
      urlPattern: ({ url, sameOrigin }) =>
        sameOrigin && /^\/api\/documents\/[^/]+\/pages\//.test(url.pathname),
      handler: "CacheFirst",
      options: {
        cacheName: `${copies}-pages`,
        cacheableResponse: { statuses: [200] },
        expiration: { maxEntries: 120, maxAgeSeconds: day, purgeOnQuotaError: true },
      },
    },
    {
      urlPattern: ({ url, sameOrigin }) =>
        sameOrigin && /^\/api\/(?!runs\/)/.test(url.pathname) && !url.pathname.endsWith("/file"),
      handler: "NetworkFirst",
      options: {
        cacheName: copies,
        cacheableResponse: { statuses: [200] },
        expiration: { maxEntries: 300, maxAgeSeconds: 7 * day, purgeOnQuotaError: true },
      },
    },
    {
      urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
      handler: "CacheFirst",
      options: { cacheName: "nacelle-later", expiration: { maxEntries: 40 } },
    },
  ],
});
for (const warning of warnings) console.warn(warning);
console.log(`kept for use without a network: ${count} files, ${(size / 1000).toFixed(0)} kB`);
