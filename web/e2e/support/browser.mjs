// Debian's Chromium through playwright-core; nothing is downloaded.
import { chromium } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 } },
};

export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    headless: true,
    args: [...args, ...more],
  });
}

/** A page of somebody's own (cookies, storage); whatever a script throws or the policy blocks fails the journey. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ ...screens.phone, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) page.problems.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  return page;
}

/** Until the client itself is there: the shell that the page begins with has a top bar too, without a menu. */
export async function started(page) {
  await page.locator(".app:not([aria-busy]) .top-bar").waitFor();
}

/** The menu is opened, where the screen is so small that there is one; says whether. */
export async function openMenu(page) {
  await started(page);
  const menu = page.locator(".top-bar [data-menu]");
  const small = await menu.isVisible();
  if (small) await menu.click();
  return small;
}

/** Choose a turbine, through the drawer where the screen is small. */
export async function chooseTurbine(page, tag) {
  await openMenu(page);
  await page.locator(".turbines input[type=search]").fill(tag);
  await page.locator(".turbines .row", { hasText: tag }).first().click();
  await page.locator(".top-asset h1", { hasText: tag }).waitFor();
}

/** Ask as a person would: nobody types behind a dialog that is still closing. */
export async function ask(page, text) {
  await page.locator("dialog[open]").first().waitFor({ state: "detached" });
  await page.locator("#question").fill(text);
  await page.locator("#question").press("Enter");
}

/** The last turn, once its answer is whole. */
export async function answered(page) {
  const turn = page.locator(".turn").last();
  await turn.locator(".answer-actions").waitFor({ timeout: 60_000 });
  return turn;
}
