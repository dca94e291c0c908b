// The network and the server do not help: nothing is lost, nothing hangs, nothing is said that is not so.
import assert from "node:assert/strict";
import { afterEach, beforeEach, it } from "node:test";
import { answered, ask, chooseTurbine, newPage } from "../support/browser.mjs";
import { journey } from "../support/journey.mjs";
import { startSlowModel } from "../support/slow-model.mjs";

const question = "When must the brake lining be replaced?";
const first = "thinner than 4.5 mm";

journey("a question on a bad line", { open: { model: startSlowModel } }, (world) => {
  let page;

  beforeEach(async () => {
    world.model.release();
    page = await newPage(world.browser);
    await page.goto(world.server.url);
    await chooseTurbine(page, "H-01");
  });
  afterEach(async () => {
    const { problems } = page;
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  const stopButton = () => page.getByRole("button", { name: "Stop", exact: true });

  it("is over when the server was killed mid-answer, with what had arrived, also after a reload", async () => {
    world.model.hold = { plan: false, after: 1 };
    await ask(page, question);
    await page.locator(".turn .prose", { hasText: first }).waitFor();
    await world.server.kill();
    world.model.release();
    await page.getByText("cannot be reached").or(page.getByText("Picking the answer up")).first().waitFor();
    await world.server.start();
    await page.getByText("The answer did not arrive.").waitFor({ timeout: 120_000 });
    assert.match(await page.locator(".turn .answer").textContent(), new RegExp(first));
    await page.reload();
    await page.getByText("The answer did not arrive.").waitFor();
    assert.match(await page.locator(".turn .answer").textContent(), new RegExp(first), "what came is kept");
    assert.equal(await page.getByText("You stopped this answer.").count(), 0);
    await page.getByRole("button", { name: "Try again" }).click();
    await answered(page);
    assert.equal(
      await page.locator(".turn", { hasText: question }).last().locator(".answer-actions").count(),
      1,
    );
  });

  it("is stopped when somebody stops it, and says so in their language", async () => {
    world.model.hold = { plan: false, after: 1 };
    await ask(page, question);
    await page.locator(".turn .prose", { hasText: first }).waitFor();
    await stopButton().click();
    await page.getByText("You stopped this answer.").waitFor();
    assert.equal(await page.getByText("cancelled").count(), 0);
    await page.reload();
    await page.getByText("You stopped this answer.").waitFor();
  });

  it("can be stopped before it has begun, without sending the draft", async () => {
    await page.route("**/runs", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    world.model.hold = { plan: true, after: 0 };
    await ask(page, question);
    await page.locator("#question").fill("a draft that nobody sent");
    await stopButton().click();
    await page.getByText("You stopped this answer.").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".turn").count(), 1);
    assert.equal(await page.locator("#question").inputValue(), "a draft that nobody sent");
    const thread = new URL(page.url()).searchParams.get("thread");
    const { turns } = await (await fetch(`${world.server.url}/api/threads/${thread}`)).json();
    assert.deepEqual(
      turns.map(({ status }) => status),
      ["cancelled"],
    );
  });

  it("is picked up where the line was cut", async () => {
    world.model.hold = { plan: false, after: 1 };
    await ask(page, question);
    await page.locator(".turn .prose", { hasText: first }).waitFor();
    await page.context().setOffline(true);
    await page.locator(".banner-offline").waitFor();
    world.model.release();
    await page.waitForTimeout(500);
    await page.context().setOffline(false);
    const turn = await answered(page);
    assert.equal((await turn.textContent()).split(first).length, 2, "said once");
  });

  it("is asked back with buttons for a glove, and goes on from the one that is pressed", async () => {
    world.model.asks = { question: "Which brake do you mean?", choices: ["Hoist brake", "Trolley brake"] };
    await ask(page, question);
    const choice = page.locator(".turn .choice", { hasText: "Hoist brake" });
    await choice.waitFor();
    assert.ok((await choice.boundingBox()).height >= 48);
    world.model.asks = null;
    await choice.click();
    const turn = page.locator(".turn", { hasText: first });
    await turn.locator(".answer-actions").waitFor({ timeout: 60_000 });
    assert.match(await turn.locator(".question").textContent(), /Hoist brake/);
    assert.equal(await page.locator(".turn .choice").count(), 0, "nothing is left to be chosen");
  });

  it("is kept on the device without a network, and goes out after a reload when there is one", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // the service worker serves from now on
    await page.locator(".top-asset h1", { hasText: "H-01" }).waitFor();
    await page.context().setOffline(true);
    await ask(page, question);
    await page.getByText("Your question is kept").waitFor();
    await page.reload();
    await page.locator(".turn", { hasText: question }).waitFor();
    await page.locator(".top-asset h1", { hasText: "H-01" }).waitFor(); // turbines are there without a network
    await page.context().setOffline(false);
    await answered(page);
    const threads = await (await fetch(`${world.server.url}/api/threads?limit=1`)).json();
    const { turns } = await (await fetch(`${world.server.url}/api/threads/${threads[0].id}`)).json();
    assert.equal(turns.length, 1, "asked once");
  });

  it("is asked although the device has no room to keep it, and says that it is not kept", async () => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.reload();
    await page.locator(".top-asset h1", { hasText: "H-01" }).waitFor();
    await page.context().setOffline(true);
    await ask(page, question);
    await page.getByText("leave this page open").waitFor();
    await page.context().setOffline(false);
    await answered(page);
  });
});
