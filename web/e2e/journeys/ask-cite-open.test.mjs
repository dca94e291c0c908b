// What a technician does all day: ask, read, open the source; order, decide; on phone and tablet, in six languages.
import assert from "node:assert/strict";
import { it } from "node:test";
import { answered, ask, chooseTurbine, newPage, screens } from "../support/browser.mjs";
import { journey } from "../support/journey.mjs";

journey("asking, citing, opening", {}, (world) => {
  async function opened(options = {}) {
    const page = await newPage(world.browser, options);
    await page.goto(world.server.url);
    return page;
  }
  async function closed(page) {
    const { problems } = page;
    await page.context().close();
    assert.deepEqual(problems, []);
  }

  for (const name of ["phone", "tablet", "desktop"]) {
    it(`leads from a question to the very row, on a ${name}`, async () => {
      const page = await opened(screens[name]);
      await chooseTurbine(page, "H-01");
      await ask(page, "What torque do the trolley wheel nuts need?");
      const turn = await answered(page);
      assert.match(await turn.textContent(), /140 Nm/);
      await turn.locator(".source-button", { hasText: "Torques by serial number" }).first().click();
      await page.locator(".mark-taken").first().waitFor();
      const picture = await page.locator(".page-sheet img").boundingBox();
      const mark = await page.locator(".mark-taken").last().boundingBox();
      assert.ok(
        mark.y > picture.y && mark.y + mark.height < picture.y + picture.height,
        "the mark is on the page",
      );
      const covered = await textUnder(page);
      assert.match(covered, /Trolley|140 Nm|M16/, "the marked row is the one that was quoted");
      assert.doesNotMatch(covered, /62 Nm|88 Nm/, "no other row is marked");
      await page.keyboard.press("Escape");
      await page.locator(".viewer").waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      await closed(page);
    });
  }

  it("opens a record by its number in the answer", async () => {
    const page = await opened(screens.phone);
    await chooseTurbine(page, "H-01");
    await ask(page, "Which jobs are open on H-01?");
    const turn = await answered(page);
    await turn.locator(".name", { hasText: "JOB-102" }).first().click();
    await page.locator(".record", { hasText: "JOB-102" }).waitFor();
    await closed(page);
  });

  it("shows two documents that disagree beside each other, each a way to its page", async () => {
    const page = await opened(screens.phone);
    await chooseTurbine(page, "H-01");
    await ask(page, "What torque do the suspension plate bolts need?");
    const sides = (await answered(page)).locator(".disagreement .side");
    assert.deepEqual((await sides.locator(".side-value").allTextContents()).toSorted(), ["115 Nm", "95 Nm"]);
    const [one, other] = [await sides.first().boundingBox(), await sides.last().boundingBox()];
    assert.ok(one.y === other.y && one.x < other.x, "beside each other");
    await sides.filter({ hasText: "115 Nm" }).click();
    await page.locator(".viewer-title", { hasText: "site torque list" }).waitFor();
    await page.locator(".mark").first().waitFor();
    await closed(page);
  });

  it("turns the pages of the alarm list of the turbine's model", async () => {
    const page = await opened(screens.phone);
    await chooseTurbine(page, "H-01");
    await ask(page, "What does alarm 41 mean?");
    await (await answered(page)).locator(".source-button", { hasText: "Alarm list" }).first().click();
    const record = page.locator(".viewer .record");
    await record.getByText("Brake lining worn").waitFor();
    assert.equal(await record.count(), 1, "the same code of another model is not shown");
    await page.getByRole("button", { name: "Next alarm" }).click();
    await record.getByText("Motor too hot").waitFor();
    await page.getByRole("button", { name: "Back to the mark" }).click();
    await record.getByText("Brake lining worn").waitFor();
    await closed(page);
  });

  it("searches a document of 300 pages", async () => {
    const page = await opened(screens.desktop);
    await ask(page, "What is the drawing number of assembly 120?");
    const turn = await answered(page);
    await turn.locator(".source-button", { hasText: "Page" }).first().click();
    await page.locator(".page-sheet img").waitFor();
    await page.getByRole("button", { name: "Search this document" }).click();
    await page.locator(".page-search input").fill("D-7290");
    await page.keyboard.press("Enter");
    await page.locator(".mark-hit").waitFor({ timeout: 60_000 });
    assert.match(await page.locator(".page-number").textContent(), /290 \/ 300/);
    await closed(page);
  });

  it("reserves a part once somebody has approved it, whatever the phone's clock says", async () => {
    const page = await newPage(world.browser, screens.phone);
    await page.clock.install({ time: Date.now() + 3 * 86_400_000 });
    await page.goto(world.server.url);
    await chooseTurbine(page, "H-01");
    await ask(page, "Reserve 1 x 55-100 at Main store for JOB-102");
    const turn = await answered(page);
    await turn.getByRole("button", { name: "Approve" }).click();
    await turn.getByText("Done").waitFor();
    assert.equal(await turn.getByText("Expired").count(), 0);
    const part = await (await fetch(`${world.server.url}/api/parts/55-100`)).json();
    assert.equal(part.stock.find(({ location }) => location === "Main store").reserved, 2);
    await page.reload();
    await page.locator(".turn").getByText("Done").waitFor();
    await closed(page);
  });

  it("shows what a record says as text, never as a script", async () => {
    const evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
    const page = await opened(screens.desktop);
    await chooseTurbine(page, "H-01");
    await ask(page, `Create a work order for H-01: ${evil}`);
    await answered(page);
    await page.waitForTimeout(300);
    assert.notEqual(await page.title(), "run");
    assert.equal(await page.locator(".turn img, .turn script").count(), 0);
    await closed(page);
  });

  const words = {
    en: ["en-GB", "Ask about H-01"],
    da: ["da-DK", "Spørg om H-01"],
    de: ["de-DE", "Frage zu H-01"],
    es: ["es-ES", "Pregunta sobre H-01"],
    hi: ["hi-IN", "H-01 के बारे में पूछें"],
    pt: ["pt-PT", "Pergunte sobre H-01"],
  };
  for (const [code, [locale, label]] of Object.entries(words)) {
    it(`speaks ${code}, and stays so without a network`, async () => {
      const page = await opened({ ...screens.phone, locale });
      await chooseTurbine(page, "H-01");
      assert.equal(await page.locator("html").getAttribute("lang"), code);
      assert.equal(await page.locator("#question").getAttribute("placeholder"), label);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.reload();
      await page.locator("#question").waitFor();
      await page.context().setOffline(true);
      await page.reload();
      assert.equal(await page.locator("#question").getAttribute("placeholder"), label);
      await closed(page);
    });
  }
});

/** The page's text whose boxes the marks of the answer cover. */
async function textUnder(page) {
  await page.locator(".text-layer span").first().waitFor();
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll(".mark-taken")].map((mark) => mark.getBoundingClientRect());
    const under = ({ left, right, top, bottom }) =>
      marks.some(
        (mark) =>
          (left + right) / 2 > mark.left &&
          (left + right) / 2 < mark.right &&
          (top + bottom) / 2 > mark.top &&
          (top + bottom) / 2 < mark.bottom,
      );
    return [...document.querySelectorAll(".text-layer span")]
      .filter((span) => under(span.getBoundingClientRect()))
      .map((span) => span.textContent)
      .join(" | ");
  });
}
