// The network and the server do not help: nothing is lost, nothing hangs, nothing is said that is not so.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { answered, ask, chooseTurbine, launch, newPage } from "../support/browser.mjs";
import { startServer } from "../support/server.mjs";
import { startSlowModel } from "../support/slow-model.mjs";

const question = "When must the brake lining be replaced?";
const first = "thinner than 4.5 mm";

describe("a question on a bad line", { timeout: 300_000 }, () => {
  let browser;
  let model;
  let server;
  let page;

  before(async () => {
    browser = await launch();
    model = await startSlowModel();
    server = await startServer(model.settings);
  });
  after(async () => {
    await browser.close();
    await model.close();
    await server.stop();
  });
  beforeEach(async () => {
    model.release();
    page = await newPage(browser);
    await page.goto(server.url);
    await chooseTurbine(page, "H-01");
  });
  afterEach(async () => {
    const { problems } = page;
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  const stopButton = () => page.getByRole("button", { name: "Stop", exact: true });

  it("is over when the server was killed mid-answer, with what had arrived, also after a reload", async () => {
    model.hold = { plan: false, after: 1 };
    await ask(page, question);
    await page.locator(".turn .prose", { hasText: first }).waitFor();
    await server.kill();
    model.release();
    await page.getByText("cannot be reached").or(page.getByText("Picking the answer up")).first().waitFor();
    await server.start();
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
    model.hold = { plan: false, after: 1 };
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
    model.hold = { plan: true, after: 0 };
    await ask(page, question);
    await page.locator("#question").fill("a draft that nobody sent");
    await stopButton().click();
    await page.getByText("You stopped this answer.").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".turn").count(), 1);
    assert.equal(await page.locator("#question").inputValue(), "a draft that nobody sent");
    const thread = new URL(page.url()).searchParams.get("thread");
    const { turns } = await (await fetch(`${server.url}/api/threads/${thread}`)).json();
    assert.deepEqual(
      turns.map(({ status }) => status),
      ["cancelled"],
    );
  });

  it("is picked up where the line was cut", async () => {
    model.hold = { plan: false, after: 1 };
    await ask(page, question);
    await page.locator(".turn .prose", { hasText: first }).waitFor();
    await page.context().setOffline(true);
    await page.locator(".banner-offline").waitFor();
    model.release();
    await page.waitForTimeout(500);
    await page.context().setOffline(false);
    const turn = await answered(page);
    assert.equal((await turn.textContent()).split(first).length, 2, "said once");
  });

  it("is asked back with buttons for a glove, and goes on from the one that is pressed", async () => {
    model.asks = { question: "Which brake do you mean?", choices: ["Hoist brake", "Trolley brake"] };
    await ask(page, question);
    const choice = page.locator(".turn .choice", { hasText: "Hoist brake" });
    await choice.waitFor();
    assert.ok((await choice.boundingBox()).height >= 48);
    model.asks = null;
    await choice.click();
    const turn = page.locator(".turn", { hasText: first });
    await turn.locator(".answer-actions").waitFor({ timeout: 60_000 });
    assert.match(await turn.locator(".question").textContent(), /Hoist brake/);
    assert.equal(await page.locator(".turn .choice").count(), 0, "nothing is left to be chosen");
  });

  it("is kept on the device without a network, and goes out after a reload when there is one", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // the service worker serves from now on
    await page.locator("#question").waitFor();
    await page.context().setOffline(true);
    await ask(page, question);
    await page.getByText("Your question is kept").waitFor();
    await page.reload();
    await page.locator(".turn", { hasText: question }).waitFor();
    assert.equal(
      await page.locator(".top-asset h1").textContent(),
      "H-01",
      "turbines are there without a network",
    );
    await page.context().setOffline(false);
    await answered(page);
    const threads = await (await fetch(`${server.url}/api/threads?limit=1`)).json();
    const { turns } = await (await fetch(`${server.url}/api/threads/${threads[0].id}`)).json();
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
