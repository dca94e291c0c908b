// Pictures of the client on phone, tablet and desktop, light and dark, of the server at NACELLE_URL: to look at.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answered, ask, chooseTurbine, launch, newPage, screens } from "./support/browser.mjs";

const shots = process.env.SHOTS_DIR ?? fileURLToPath(new URL("./shots", import.meta.url));
const asset = process.env.SHOTS_ASSET ?? "WTG-07";
const question =
  process.env.SHOTS_QUESTION ?? `${asset} stopped with alarm 309, what do I do and do we have the part?`;
const only = process.env.SHOTS_ONLY?.split(",");
mkdirSync(shots, { recursive: true });
const browser = await launch();

for (const [name, screen] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"]) {
    if (only && !only.includes(`${name}-${colorScheme}`)) continue;
    const page = await newPage(browser, {
      ...screen,
      colorScheme,
      locale: process.env.SHOTS_LOCALE ?? "en-GB",
    });
    const shot = (what) => page.screenshot({ path: `${shots}/${name}-${colorScheme}-${what}.png` });
    await page.goto(process.env.NACELLE_URL);
    await page.locator(".turbines, [data-menu]").first().waitFor();
    await shot("1-start");
    await chooseTurbine(page, asset);
    await page.waitForTimeout(300);
    await shot("2-turbine");
    await ask(page, question);
    const turn = await answered(page);
    await page.waitForTimeout(300);
    await shot("3-answer");
    await turn.locator(".source-list").scrollIntoViewIfNeeded();
    await shot("4-sources");
    await turn.locator(".source-button").first().click();
    await page.locator(".mark, .record").first().waitFor();
    await page.waitForTimeout(1200);
    await shot("5-page");
    await page.keyboard.press("Escape");
    await ask(page, process.env.SHOTS_VALUE ?? "What torque do the yaw brake calliper bolts need?");
    await (await answered(page)).locator(".source-button").first().click();
    await page.locator(".mark-taken, .record").first().waitFor();
    await page.waitForTimeout(1200);
    await shot("6-value");
    await page.keyboard.press("Escape");
    await ask(
      page,
      process.env.SHOTS_ORDER ??
        `Create a work order for ${asset}: replace the pitch battery pack, alarm 309`,
    );
    await answered(page);
    await page.waitForTimeout(300);
    await shot("7-order");
    for (const view of ["inbox", "library"]) {
      await page.goto(`${process.env.NACELLE_URL}/?view=${view}`);
      await page.locator(".page h2").waitFor();
      await page.waitForTimeout(500);
      await shot(view === "inbox" ? "8-inbox" : "9-library");
    }
    await page.close();
  }
}
await browser.close();
console.log(shots);
