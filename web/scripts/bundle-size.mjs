// Fails the build when what a phone downloads at first load, gzipped, grows past the budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const budget = 250_000;
const assets = fileURLToPath(new URL("../dist/assets", import.meta.url));
const sizes = readdirSync(assets)
  .filter((name) => /\.(js|css)$/.test(name))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(assets, name))).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`scripts and styles, gzipped: ${(total / 1000).toFixed(1)} kB of ${budget / 1000} kB`);
if (total > budget) process.exit(1);
