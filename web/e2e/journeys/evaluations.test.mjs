// What engineers see of evaluations: runs, a case with its cited page, a label, two runs side by side.
import assert from "node:assert/strict";
import { it } from "node:test";
import { answered, ask, chooseTurbine, newPage, screens } from "../support/browser.mjs";
import { evaluated } from "../support/evaluated.mjs";
import { journey } from "../support/journey.mjs";

journey("evaluations", {}, (world) => {
  it("lead from a run to the cited page of a case that fails, and take a person's word on it", async () => {
    const page = await newPage(world.browser, screens.desktop);
    await page.goto(world.server.url);
    await chooseTurbine(page, "H-01");
    await ask(page, "What torque do the trolley wheel nuts need?");
    await answered(page);
    const thread = new URL(page.url()).searchParams.get("thread");
    evaluated(world.server, thread);

    await page.getByRole("button", { name: "Evaluations" }).click();
    await page.getByRole("img", { name: "From 1.000 to .000 over 2 runs" }).waitFor();
    await page.locator(".run-row").first().click();
    await page.getByRole("heading", { name: "Failed cases: 1" }).waitFor();
    await page.locator(".run-row").first().click();
    await page.getByText("must say").waitFor();
    await page.locator(".exchange .source-button").first().click();
    await page.locator(".viewer .quote").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Note").fill("the value is there");
    await page.getByRole("button", { name: "Wrong" }).click();
    await page.getByText(/^Wrong · local · .* · the value is there$/).waitFor();

    await page.getByRole("button", { name: "Back" }).click();
    await page.getByLabel("Compare with an earlier run").selectOption("run-0");
    await page.getByRole("heading", { name: "Two runs over the same 1 cases" }).waitFor();
    await page.getByRole("heading", { name: "Failing now: 1" }).waitFor();
    await page.locator(".run-row", { hasText: "lining" }).click();
    await page.locator(".pair-columns > section").nth(1).getByText("Why it failed").waitFor();
    await page.locator(".pair-columns > section").nth(0).locator(".exchange").waitFor();
    await page.locator(".pair-columns > section").nth(1).locator(".exchange").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("heading", { name: "Failing now: 1" }).waitFor();
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });
});
