// Fails the build when what a phone downloads before the first question, as it is sent, grows past the budget.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const budget = 200_000;
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const page = readFileSync(join(dist, "index.html"), "utf8");
const linked = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const css = linked.filter((name) => name.endsWith(".css"));
const fonts = css.flatMap((name) => [
  ...readFileSync(join(dist, name), "utf8").matchAll(/url\(\/(assets\/[^)]*next-latin-wght[^)]*)\)/g),
]);
const first = ["index.html", ...linked, ...new Set(fonts.map((match) => match[1]))];
const sizes = first.map((name) => {
  const packed = join(dist, `${name}.br`);
  return { name, bytes: statSync(existsSync(packed) ? packed : join(dist, name)).size };
});
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { name, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first load, of ${budget / 1000} kB`);
if (total > budget) process.exit(1);
