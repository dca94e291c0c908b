// Debian's chromium through playwright-core; nothing is downloaded.
import { chromium } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    headless: true,
    args,
  });
}

export const question = "WTG-07 stopped with alarm 309, what do I do and do we have the part?";

export const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 } },
};

/** Choose a turbine, through the drawer where the screen is small. */
export async function chooseTurbine(page, tag) {
  const menu = page.getByRole("button", { name: "Turbines and past questions" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("searchbox").fill(tag.replace("-", ""));
  await page
    .locator(".turbines")
    .getByRole("button", { name: new RegExp(`^${tag}`) })
    .click();
  await page.getByRole("heading", { level: 1, name: tag }).waitFor();
}

export async function ask(page, text) {
  await page.keyboard.press("/");
  await page.locator("#question").fill(text);
  await page.locator("#question").press("Enter");
}

/** A complete answer has its copy button. */
export function answered(page) {
  return page.getByRole("button", { name: "Copy", exact: true }).last().waitFor({ timeout: 30_000 });
}
