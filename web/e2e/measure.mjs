// The figures of docs/benchmarks.md: first load and first sign of life on a slow phone, and a thread of 500 turns.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { answered, launch, newPage, screens } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { traced } from "./support/tracing.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const server = await startServer();
const browser = await launch();
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const total = (tasks) => tasks.reduce((sum, { cpu }) => sum + cpu, 0);
const say = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

/** A mid-range phone on a bad line: CPU 4 times slower, 1.6 Mbit/s, 150 ms. */
async function slowPhone() {
  const page = await newPage(browser, screens.phone);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  });
  return { page, devtools };
}

const interactive = [];
const bytes = [];
for (let run = 0; run < 5; run += 1) {
  const { page, devtools } = await slowPhone();
  let received = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    received += encodedDataLength;
  });
  const begun = performance.now();
  await page.goto(server.url, { waitUntil: "commit" });
  await page.locator("#question").fill("a");
  interactive.push(performance.now() - begun);
  bytes.push(received);
  await page.context().close();
}
say(
  "first load until the question can be typed (CPU 4x, 1.6 Mbit/s)",
  `${Math.round(median(interactive))} ms`,
);
say("received until then", `${Math.round(median(bytes) / 1000)} kB`);

const loads = [];
for (let run = 0; run < 5; run += 1) {
  const page = await newPage(browser, screens.phone);
  loads.push(
    await traced(browser, page, async () => {
      await page.goto(server.url);
      await page.locator("#question").waitFor();
    }),
  );
  await page.context().close();
}
say("CPU of the page's thread until the question can be typed", `${Math.round(median(loads.map(total)))} ms`);
const blocking = (tasks) => tasks.reduce((sum, { cpu }) => sum + Math.max(0, 4 * cpu - 50), 0);
say("blocked meanwhile, were the CPU 4 times slower", `${Math.round(median(loads.map(blocking)))} ms`);

const page = await newPage(browser, screens.phone);
await page.goto(server.url);
await page.locator("#question").waitFor();
const life = await page.evaluate(
  () =>
    new Promise((resolve) => {
      const field = document.querySelector("#question");
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(
        field,
        "How is the brake lining replaced?",
      );
      field.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => {
        const begun = performance.now();
        const times = {};
        new MutationObserver(() => {
          if (document.querySelector(".status-line")) times.sign ??= performance.now() - begun;
          if (document.querySelector(".turn .prose")) {
            times.result ??= performance.now() - begun;
            resolve(times);
          }
        }).observe(document.body, { childList: true, subtree: true });
        document.querySelector("button.send").click();
      });
    }),
);
say("first sign of life after a question", `${Math.round(life.sign)} ms`);
say("first result after a question", `${Math.round(life.result)} ms`);
await answered(page);

const thread = new URL(page.url()).searchParams.get("thread");
execFileSync(
  process.env.PYTHON ?? `${root}/.venv/bin/python`,
  [`${root}/web/e2e/support/long_thread.py`, thread, "500"],
  {
    cwd: root,
    env: { ...process.env, PYTHONPATH: root, NACELLE_HOME: server.home },
  },
);
const devtools = await page.context().newCDPSession(page);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
let begun = performance.now();
await page.goto(`${server.url}/?thread=${thread}`, { waitUntil: "commit" });
await page.locator(".turn").last().waitFor();
say("a thread of 500 turns opens (CPU 4x)", `${Math.round(performance.now() - begun)} ms`);
begun = performance.now();
await page.evaluate(async () => {
  while (document.querySelectorAll(".turn").length < 500) {
    document.querySelector(".earlier:enabled")?.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
say("all 500 fetched, by pages (CPU 4x)", `${Math.round(performance.now() - begun)} ms`);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
const tasks = await traced(browser, page, () =>
  page.evaluate(async () => {
    const list = document.querySelector(".turns");
    for (let n = 0; n < 180; n += 1) {
      list.scrollBy(0, -120);
      await new Promise(requestAnimationFrame);
    }
  }),
);
say("CPU of a frame while scrolling 500 turns", `${(total(tasks) / 180).toFixed(1)} ms`);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const keys = await page.evaluate(async () => {
  const field = document.querySelector("#question");
  field.focus();
  const times = [];
  for (let n = 0; n < 20; n += 1) {
    const begun = performance.now();
    document.execCommand("insertText", false, "a");
    field.getBoundingClientRect();
    times.push(performance.now() - begun);
    await new Promise(requestAnimationFrame);
  }
  return times;
});
say("a keystroke beside 500 turns, laid out (CPU 4x)", `${median(keys).toFixed(0)} ms`);
await browser.close();
await server.stop();
