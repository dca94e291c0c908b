// Pictures of the client at phone, tablet and desktop width, light and dark, to look at.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answered, ask, chooseTurbine, launch, question, screens } from "./browser.mjs";
import { startFakeServer } from "./fake-server.mjs";

const shots = process.env.SHOTS_DIR ?? fileURLToPath(new URL("./shots", import.meta.url));
mkdirSync(shots, { recursive: true });
const fake = process.env.NACELLE_URL ? null : await startFakeServer({ pace: 120 });
const browser = await launch();

for (const [name, screen] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ ...screen, colorScheme, locale: "en-GB" });
    const shot = (what) => page.screenshot({ path: `${shots}/${name}-${colorScheme}-${what}.png` });
    await page.goto(process.env.NACELLE_URL ?? fake.url);
    await page.waitForLoadState("networkidle");
    await shot("1-start");
    await chooseTurbine(page, "WTG-07");
    await page.waitForTimeout(300);
    await shot("2-turbine");
    await ask(page, question);
    await page.locator(".steps > li").nth(1).waitFor();
    await shot("3-running");
    await answered(page);
    await page.waitForTimeout(200);
    await shot("4-answer");
    await page.locator(".source-list").last().scrollIntoViewIfNeeded();
    await shot("5-sources");
    await page.locator(".marker[data-citation='3']").first().click();
    await page.locator(".mark").first().waitFor();
    await page.waitForTimeout(400);
    await shot("6-page");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator(".record, .mark").first().waitFor();
    await page.waitForTimeout(400);
    await shot("7-record");
    await page.close();
  }
}
await browser.close();
await fake?.close();
console.log(shots);
