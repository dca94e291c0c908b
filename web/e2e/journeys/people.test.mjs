// Who may do what: signing in, a session that ends, what belongs to others, a planner's desk, the library.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, it } from "node:test";
import { answered, ask, chooseTurbine, newPage, screens, started } from "../support/browser.mjs";
import { journey } from "../support/journey.mjs";

journey("people", { settings: { NACELLE_AUTH: "keys", NACELLE_APPROVAL_ROLES: "planner" } }, (world) => {
  const keys = {};
  before(async () => {
    const roles = { anna: "technician", bob: "technician", paula: "planner", lee: "engineer" };
    for (const [name, role] of Object.entries(roles)) keys[name] = keyOf(name, role);
  });
  const keyOf = (name, role) =>
    /nac_\S+/.exec(world.server.command("keys", "create", name, "--role", role))[0];

  async function signedIn(name, options = screens.desktop) {
    const page = await newPage(world.browser, options);
    await page.goto(world.server.url);
    await giveKey(page, keys[name]);
    await started(page);
    return page;
  }
  async function giveKey(page, key) {
    await page.getByLabel("Your key").fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  async function closed(...pages) {
    for (const page of pages) {
      const { problems } = page;
      await page.context().close();
      assert.deepEqual(problems, []);
    }
  }

  it("says when a key is wrong", async () => {
    const page = await newPage(world.browser, screens.phone);
    await page.goto(world.server.url);
    await giveKey(page, "nac_wrong_key");
    await page.getByText("This key is not known").waitFor();
    await closed(page);
  });

  it("takes a session that ended up again in its place, with the draft", async () => {
    const page = await signedIn("anna", screens.phone);
    await chooseTurbine(page, "H-01");
    await ask(page, "Which jobs are open on H-01?");
    await answered(page);
    await page.locator("#question").fill("my unfinished draft");
    await page.context().clearCookies();
    await page.locator("#question").press("Enter");
    await page.getByText("The session of anna has ended").waitFor();
    assert.equal(await page.locator(".turn").first().isVisible(), false, "nothing is seen meanwhile");
    await giveKey(page, keys.anna);
    await page.locator(".turn").last().getByText("my unfinished draft").waitFor();
    await answered(page);
    await page.locator("#question").fill("for anna only");
    await page.context().clearCookies();
    await page.reload();
    await giveKey(page, keys.bob);
    await page.locator("#question").waitFor();
    assert.equal(await page.locator("#question").inputValue(), "", "the next person sees no draft");
    assert.equal(await page.locator(".turn").count(), 0, "and no answer");
    await closed(page);
  });

  it("shows nobody what belongs to another", async () => {
    const anna = await signedIn("anna");
    await ask(anna, "How is the brake lining replaced?");
    await answered(anna);
    const bob = await signedIn("bob");
    await bob.goto(anna.url());
    await bob.getByRole("alert").waitFor();
    assert.equal(await bob.locator(".turn").count(), 0);
    await closed(anna, bob);
  });

  it("leaves the decision to those who may decide, who may put it right first", async () => {
    const anna = await signedIn("anna");
    await chooseTurbine(anna, "H-01");
    await ask(anna, "Create a work order for H-01: the chain squeaks again");
    const turn = await answered(anna);
    await turn.getByText("planner at Hall 1 decides").waitFor();
    assert.equal(await turn.getByRole("button", { name: "Approve" }).count(), 0);

    const paula = await signedIn("paula", screens.phone);
    await paula.locator("[data-menu]").click();
    await paula.getByRole("button", { name: /^Waiting for a decision/ }).click();
    const card = paula.locator(".approval").first();
    await card.getByText("Open already: JOB-102").waitFor();
    await card.getByRole("button", { name: "Change" }).click();
    await card.getByLabel("To be done").fill("Grease the chain");
    await card.getByRole("button", { name: "Approve as changed" }).click();
    await card.getByText("was opened").waitFor();
    const number = /\b([A-Z]+-\d+) was opened/.exec(await card.textContent())[1];
    const key = { headers: { Authorization: `Bearer ${keys.paula}` } };
    const order = await (await fetch(`${world.server.url}/api/work-orders/${number}`, key)).json();
    assert.equal(order.title, "Grease the chain");
    await anna.reload();
    await anna.locator(".turn").getByText(/Done/).waitFor();
    await closed(anna, paula);
  });

  it("adds documents where that is allowed, and says what could not be read", async () => {
    const anna = await signedIn("anna");
    await anna.getByRole("button", { name: "Documents" }).click();
    await anna.getByRole("heading", { name: /HX 20 chain hoist/ }).waitFor();
    assert.equal(await anna.locator("input[type=file]").count(), 0);

    const lee = await signedIn("lee");
    await lee.getByRole("button", { name: "Documents" }).click();
    const paper = join(world.server.home, "new-notes.md");
    const broken = join(world.server.home, "broken.pdf");
    writeFileSync(paper, "# Winch notes\n\nDocument number: WN-1\n\n## 1 Rope\n\nThe rope is 12 mm thick.\n");
    writeFileSync(broken, "%PDF-1.7 nothing more");
    await lee.locator("input[type=file]").setInputFiles([paper, broken]);
    await lee.getByText("1 document was added.").waitFor({ timeout: 60_000 });
    await lee.getByText(/broken\.pdf:/).waitFor();
    await lee.getByRole("heading", { name: "Winch notes" }).waitFor();
    await lee.getByRole("searchbox", { name: "Find a document" }).fill("winch");
    await lee.getByRole("button", { name: 'Remove "Winch notes"' }).click();
    await lee.getByRole("button", { name: "Delete" }).click();
    await lee.getByText('No document has "winch"').waitFor();
    await closed(anna, lee);
  });
});
