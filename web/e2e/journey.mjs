// The technician's journey, in a browser. NACELLE_URL: a running server; without it, the fake one.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answered, ask, chooseTurbine, launch, question, screens } from "./browser.mjs";
import { startFakeServer } from "./fake-server.mjs";

const shots = process.env.SHOTS_DIR ?? fileURLToPath(new URL("./shots", import.meta.url));
mkdirSync(shots, { recursive: true });
const fake = process.env.NACELLE_URL ? null : await startFakeServer();
const base = process.env.NACELLE_URL ?? fake.url;
const browser = await launch();

async function journey(name, screen) {
  const page = await browser.newPage({ ...screen, locale: "en-GB" });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(base);
  await chooseTurbine(page, "WTG-07");
  await ask(page, question);
  await answered(page);
  assert.ok((await page.locator(".prose").textContent()).length > 20, "the answer has text");
  const cited = page.locator(".marker[data-citation]");
  assert.ok((await cited.count()) > 0, "the answer has citations");
  await page.screenshot({ path: `${shots}/journey-${name}-answer.png` });

  await cited.first().click();
  await page.locator(".viewer blockquote").waitFor();
  if (!(await reachPage(page))) {
    console.log(`${name}: the first answer cites records only, asking for a procedure`);
    await page.keyboard.press("Escape");
    await ask(page, "How do I replace the pitch battery pack?");
    await page.locator(".turn").nth(1).locator(".answer-actions").waitFor({ timeout: 30_000 });
    await page.locator(".turn").nth(1).locator(".marker[data-citation]").first().click();
    assert.ok(await reachPage(page), "an answer cites a page");
  }
  await showMarkedPage(page);
  await page.screenshot({ path: `${shots}/journey-${name}-page.png` });
  await page.keyboard.press("Escape");
  await page.locator(".viewer").waitFor({ state: "detached" });
  assert.equal(
    await page.evaluate(() => scrollY + document.querySelector(".top-bar").getBoundingClientRect().top),
    0,
  );
  assert.deepEqual(errors, [], "no script errors");
  await page.close();
}

/** Walk the sources with the arrow key until one is a page; false where none is. */
async function reachPage(page) {
  const next = page.getByRole("button", { name: "Next source" });
  while ((await page.locator(".page-sheet").count()) === 0) {
    if (await next.isDisabled()) return false;
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(100);
  }
  return true;
}

/** The page's picture is there, with a mark inside it. */
async function showMarkedPage(page) {
  const picture = page.locator(".page-sheet img");
  await page.locator(".page-sheet .mark").first().waitFor({ timeout: 15_000 });
  await page.waitForTimeout(300); // the first zoom settles
  const [image, mark] = [await picture.boundingBox(), await page.locator(".mark").first().boundingBox()];
  assert.ok((await picture.evaluate((img) => img.naturalWidth)) > 300, "the page picture is there");
  assert.ok(mark.y >= image.y && mark.y + mark.height <= image.y + image.height, "the mark is on the page");
  assert.ok(mark.x >= image.x && mark.x + mark.width <= image.x + image.width + 1, "the mark is on the page");
}

/** What only a server that misbehaves on demand can show. */
async function badLine() {
  const page = await browser.newPage({ ...screens.phone, locale: "en-GB" });
  await page.goto(base);
  await chooseTurbine(page, "WTG-07");
  await ask(page, "alarm 309, and drop the line");
  await answered(page);
  const resumed = fake.log.find((entry) => entry.resumed);
  assert.equal(resumed.after, "12", "resumed after the last event seen");
  assert.equal(await page.locator(".steps > li").count(), 4, "no sentence twice, none lost");

  await ask(page, "What does code 412 mean?");
  await page.getByRole("button", { name: "K112: Gearbox oil temperature high" }).click();
  await page.locator(".turn").nth(2).locator(".answer-actions").waitFor();

  await ask(page, "please fail");
  await page.getByText("The manuals cannot be read just now.").waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();

  await ask(page, "Reserve the pads");
  await page.getByLabel("Note (optional)").fill("for Thursday");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.locator(".approval-done").getByText("for Thursday").waitFor();
  assert.deepEqual(
    fake.log.filter((entry) => entry.approval).map(({ decision, note }) => [decision, note]),
    [["approve", "for Thursday"]],
  );

  await page.getByRole("button", { name: "This did not help" }).last().click();
  await page.getByRole("radio", { name: "Something is missing" }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("An engineer will look at it").waitFor();
  const sent = fake.log.find((entry) => entry.feedback)?.feedback;
  assert.equal(sent.thumb, "down");
  assert.equal(sent.reason, "something is missing");

  await page.context().setOffline(true);
  await page.getByText("No signal. What you see stays here").waitFor();
  await page.locator("#question").fill("Is WTG-07 running?");
  await page.locator("#question").press("Enter");
  await page.getByText("goes out when the signal is back").waitFor();
  await page.context().setOffline(false);
  await page.locator(".turn").nth(5).locator(".answer-actions").waitFor();
  await page.reload();
  await page.locator(".turn").nth(5).locator(".answer-actions").waitFor();
  await page.close();
}

/** A change of a record waits for the technician, is written once approved, and is still seen to be so after a reload. */
async function approval(name, screen, words, scheme) {
  const page = await browser.newPage({ ...screen, locale: words.locale, colorScheme: scheme });
  await page.goto(base);
  await ask(page, words.ask);
  const card = page.locator(".approval");
  await card.getByText("WTG-07", { exact: true }).waitFor({ timeout: 30_000 });
  await card.getByText(words.title, { exact: true }).waitFor();
  await page.screenshot({ path: `${shots}/approval-${name}-waits.png` });
  await card.getByRole("textbox").focus();
  await page.keyboard.type("ok");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // the second button approves
  await page.locator(".approval-done .approval-state").waitFor();
  const state = await card.locator(".approval-state").textContent();
  const number = /[A-Z]+-\d+/.exec(state)?.[0];
  assert.ok(number, `the new work order is named: ${state}`);
  const order = await (await page.request.get(`${base}/api/work-orders/${number}`)).json();
  assert.deepEqual([order.title, order.asset], [words.title, "WTG-07"]);
  assert.equal(await card.getByRole("button").count(), 0, "nothing is left to decide");
  await page.reload();
  await page.locator(".approval-done").getByText(number).waitFor({ timeout: 15_000 });
  await page.screenshot({ path: `${shots}/approval-${name}-done.png` });

  await ask(page, `${words.close} ${number}`);
  await page.locator(".approval").nth(1).getByRole("button", { name: words.reject }).click();
  await page.locator(".approval-rejected").waitFor();
  const left = await (await page.request.get(`${base}/api/work-orders/${number}`)).json();
  assert.equal(left.status, order.status, "what is rejected is not written");
  await ask(page, `${words.close} ${number}`);
  await page.locator(".turn").nth(2).locator(".answer-actions").waitFor({ timeout: 30_000 });
  assert.equal(await page.locator(".approval").count(), 2, "it is not asked again");
  await page.screenshot({ path: `${shots}/approval-${name}-rejected.png` });
  await page.close();
}

const approvals = {
  english: {
    locale: "en-GB",
    ask: "open a work order for WTG-07: pitch battery low",
    title: "pitch battery low",
    close: "close",
    reject: "Reject",
  },
  german: {
    locale: "de-DE",
    ask: "Bitte einen neuen Arbeitsauftrag für WTG-07 anlegen: Pitchbatterie schwach",
    title: "Pitchbatterie schwach",
    close: "Schließe",
    reject: "Ablehnen",
  },
};

/** Every button is at least 48 px for a glove, counting the invisible rim of the small ones. */
async function gloveSize() {
  const page = await browser.newPage({ ...screens.phone, locale: "en-GB" });
  await page.goto(base);
  await chooseTurbine(page, "WTG-07");
  await ask(page, question);
  await answered(page);
  const small = await page.$$eval("button, input, textarea, summary", (all) =>
    all
      .filter((el) => el.getClientRects().length > 0 && !el.matches(".marker"))
      .map((el) => ({
        name: el.getAttribute("aria-label") ?? el.textContent,
        box: el.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.height < 47.5 || box.width < 47.5)
      .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
  );
  assert.deepEqual(small, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, "no sideways scrolling");
  await page.close();
}

try {
  for (const [name, screen] of Object.entries(screens)) await journey(name, screen);
  await gloveSize();
  if (fake) await badLine();
  else {
    await approval("phone", screens.phone, approvals.english, "light");
    await approval("desktop-dark", screens.desktop, approvals.german, "dark");
  }
  console.log(`journey passed on ${Object.keys(screens).join(", ")}`);
} finally {
  await browser.close();
  await fake?.close();
}
