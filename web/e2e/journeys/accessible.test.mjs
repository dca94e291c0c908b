// Every screen, both themes: axe finds nothing, targets fit a glove, 200 % text and high contrast leave everything in reach.
import assert from "node:assert/strict";
import { it } from "node:test";
import { findings } from "../support/axe.mjs";
import { answered, ask, chooseTurbine, newPage, openMenu, screens, started } from "../support/browser.mjs";
import { evaluated } from "../support/evaluated.mjs";
import { journey } from "../support/journey.mjs";

journey("for everybody", {}, (world) => {
  let runsKept = false;
  for (const [name, screen] of Object.entries(screens)) {
    for (const colorScheme of ["light", "dark"]) {
      it(`has no fault on a ${name}, ${colorScheme}`, async () => {
        const page = await newPage(world.browser, { ...screen, colorScheme });
        const found = [];
        const look = async (what) => found.push(...(await findings(page, what)));
        await page.goto(world.server.url);
        await started(page);
        await look("start");
        if (await openMenu(page)) {
          await look("drawer");
          await page.keyboard.press("Escape");
        }
        await chooseTurbine(page, "H-01");
        await look("turbine");
        await ask(page, "How is the brake lining replaced and do we have 55-100?");
        const turn = await answered(page);
        await look("answer");
        await turn.locator(".checked summary").click();
        await look("how it was checked");
        await turn.getByRole("button", { name: "This did not help" }).click();
        await look("feedback");
        await page.keyboard.press("Escape");
        await turn.locator(".source-button").first().click();
        await page.locator(".viewer").waitFor();
        await look("record");
        await page.keyboard.press("Escape");
        await ask(page, "What does alarm 41 mean?");
        await (await answered(page)).locator(".source-button", { hasText: "Alarm list" }).first().click();
        await page.locator(".record").waitFor();
        await look("alarm list");
        await page.keyboard.press("Escape");
        await ask(page, "What torque do the suspension plate bolts need?");
        await (await answered(page)).locator(".disagreement").waitFor();
        await look("documents that disagree");
        await ask(page, "What torque do the trolley wheel nuts need?");
        await (await answered(page)).locator(".source-button", { hasText: "Page" }).first().click();
        await page.locator(".mark").first().waitFor();
        await look("page");
        await page.getByRole("button", { name: "Search this document" }).click();
        await look("search");
        await page.keyboard.press("Escape");
        await page.locator(".viewer").waitFor({ state: "detached" });
        await ask(page, "Reserve 1 x 55-100 at Main store for JOB-102");
        await (await answered(page)).getByRole("button", { name: "Approve" }).waitFor();
        await look("approval");
        await page.getByRole("button", { name: "Settings" }).click();
        await look("settings");
        await page.keyboard.press("Escape");
        if (!runsKept) evaluated(world.server, new URL(page.url()).searchParams.get("thread"));
        runsKept = true;
        for (const view of ["inbox", "library", "evaluations"]) {
          await page.goto(`${world.server.url}/?view=${view}`);
          await page.locator(".page h2").waitFor();
          await look(view);
        }
        await page.locator(".run-row").first().click();
        await page.getByRole("heading", { name: "Failed cases: 1" }).waitFor();
        await look("run");
        await page.locator(".run-row").first().click();
        await page.getByText("must say").waitFor();
        await look("case");
        await page.getByRole("button", { name: "Back" }).click();
        await page.getByLabel("Compare with an earlier run").selectOption("run-0");
        await page.getByRole("heading", { name: "Failing now" }).waitFor();
        await look("comparison");
        assert.deepEqual(found, []);
        assert.deepEqual(page.problems, []);
        await page.context().close();
      });
    }
  }

  it("fits a glove: 48 px for everything that is pressed", async () => {
    const page = await newPage(world.browser, screens.phone);
    await page.goto(world.server.url);
    await chooseTurbine(page, "H-01");
    await ask(page, "How is the brake lining replaced and do we have 55-100?");
    await answered(page);
    const small = await page.$$eval("button, input, textarea, summary", (all) =>
      all
        .filter((el) => el.getClientRects().length > 0 && !el.matches(".marker, [type=radio]"))
        .map((el) => {
          // What is pressed may be larger than what is seen: an absolute ::after reaches out of the box.
          const { width, height } = el.getBoundingClientRect();
          const after = getComputedStyle(el, "::after");
          const out = (side) => (after.position === "absolute" ? -Number.parseFloat(after[side]) || 0 : 0);
          return {
            name: el.getAttribute("aria-label") ?? el.textContent,
            box: {
              width: width + out("left") + out("right"),
              height: height + out("top") + out("bottom"),
            },
          };
        })
        .filter(({ box }) => box.height < 47.5 || box.width < 47.5)
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
    );
    assert.deepEqual(small, []);
    await page.context().close();
  });

  it("can be used with letters twice as large, in high contrast, and without motion", async () => {
    const page = await newPage(world.browser, {
      ...screens.phone,
      forcedColors: "active",
      reducedMotion: "reduce",
      contrast: "more",
    });
    await page.goto(world.server.url);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await chooseTurbine(page, "H-01");
    await ask(page, "What torque do the trolley wheel nuts need?");
    const turn = await answered(page);
    const found = await findings(page, "answer");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, "no sideways scrolling");
    assert.ok(await page.locator("#question").isVisible());
    assert.ok(await page.getByRole("button", { name: "Settings" }).isVisible());
    await turn.locator(".source-button", { hasText: "Page" }).first().click();
    await page.locator(".mark").first().waitFor();
    found.push(...(await findings(page, "page")));
    assert.deepEqual(found, []);
    await page.context().close();
  });

  it("is led by the keyboard alone: to the question, through the sources and back", async () => {
    const page = await newPage(world.browser, screens.desktop);
    await page.goto(world.server.url);
    await page.locator(".turbines .row").first().waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "question", "one key to the question");
    await page.keyboard.type("What torque do the trolley wheel nuts need?");
    await page.keyboard.press("Enter");
    const turn = await answered(page);
    assert.match(await turn.textContent(), /140 Nm/);
    assert.ok(await tabbedTo(page, "Shift+Tab", ".marker"), "the keyboard reaches a marker");
    await page.keyboard.press("Enter");
    await page.locator(".viewer .mark-taken").first().waitFor();
    assert.ok(await tabbedTo(page, "Tab", "[aria-label='Zoom in']"), "the keyboard reaches the page");
    await page.keyboard.press("Enter");
    await page.locator(".viewer .mark-taken").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".viewer").waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement.matches(".marker")), "the focus comes back");
    await page.context().close();
  });
});

/** Press a key until what fits the selector has the focus; whether it came to that. */
async function tabbedTo(page, key, selector) {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return true;
  }
  return false;
}
