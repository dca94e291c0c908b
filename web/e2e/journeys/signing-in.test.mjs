// Ways to sign in without typing a key: at the company's provider, and with a code that another device shows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { it } from "node:test";
import { findings } from "../support/axe.mjs";
import { answered, ask, chooseTurbine, newPage, screens } from "../support/browser.mjs";
import { journey } from "../support/journey.mjs";
import { python, root } from "../support/server.mjs";

const mia = { sub: "mia", roles: ["technician"], sites: ["*"] };

journey("signing in", { open: { provider: startProvider } }, (world) => {
  async function signedIn(options) {
    const page = await newPage(world.browser, options);
    await page.goto(`${world.server.url}/?asset=H-01`);
    await page.getByRole("link", { name: "Sign in with Ventra" }).click();
    await page.locator(".top-asset h1", { hasText: "H-01" }).waitFor();
    return page;
  }
  async function closed(...pages) {
    for (const page of pages) {
      const { problems } = page;
      await page.context().close();
      assert.deepEqual(problems, []);
    }
  }

  it("goes to the provider and comes back to where one was; signing out ends it", async () => {
    const page = await signedIn(screens.phone);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText("mia", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in with Ventra" }).waitFor();
    assert.equal((await page.request.get(`${world.server.url}/api/session`)).status(), 401);
    await closed(page);
  });

  it("keeps a draft while a session that ended is taken up again at the provider", async () => {
    const page = await signedIn(screens.desktop);
    await page.locator("#question").fill("my unfinished draft");
    await page.context().clearCookies();
    await chooseTurbine(page, "H-02");
    await page.locator("#question").press("Enter");
    await page.getByText("The session of mia has ended").waitFor();
    await page.getByRole("link", { name: "Sign in with Ventra" }).click();
    await page.locator(".turn", { hasText: "my unfinished draft" }).waitFor();
    await answered(page);
    assert.equal(await page.locator(".top-asset h1").textContent(), "H-02");
    await closed(page);
  });

  for (const [name, screen] of Object.entries(screens)) {
    for (const colorScheme of ["light", "dark"]) {
      it(`has no fault on a ${name}, ${colorScheme}`, async () => {
        const page = await newPage(world.browser, { ...screen, colorScheme });
        const found = [];
        const look = async (what) => found.push(...(await findings(page, what)));
        await page.goto(`${world.server.url}/?asset=H-01`);
        await page.getByRole("link", { name: "Sign in with Ventra" }).waitFor();
        await look("sign-in");
        await page.getByRole("button", { name: "Use a code" }).click();
        await look("sign-in with a code");
        await page.getByRole("link", { name: "Sign in with Ventra" }).click();
        await page.locator(".top-asset h1", { hasText: "H-01" }).waitFor();
        await page.getByRole("button", { name: "Settings" }).click();
        await page.getByRole("button", { name: "Sign in a phone" }).click();
        await page.getByRole("img", { name: "QR code" }).waitFor();
        await look("QR code");
        await page.keyboard.press("Escape");
        await page.locator("#question").fill("my unfinished draft");
        await page.context().clearCookies();
        await page.locator("#question").press("Enter");
        await page.getByText("The session of mia has ended").waitFor();
        await look("session ended");
        assert.deepEqual(found, []);
        await closed(page);
      });
    }
  }

  it("says why the provider signed nobody in", async () => {
    const page = await newPage(world.browser, screens.phone);
    await page.goto(`${world.server.url}/auth/callback?error=access_denied&state=x`);
    await page.getByRole("alert").getByText("The sign-in was refused").waitFor();
    await closed(page);
  });

  it("signs in a phone by what its camera reads, once", async () => {
    const desk = await signedIn(screens.desktop);
    await desk.getByRole("button", { name: "Settings" }).click();
    await desk.getByRole("button", { name: "Sign in a phone" }).click();
    const picture = desk.getByRole("img", { name: "QR code" });
    await picture.waitFor();
    assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0), "it is drawn");
    const code = await desk.locator(".phone-code").textContent();

    const phone = await newPage(world.browser, screens.phone);
    await phone.goto(`${world.server.url}/#code=${code}`);
    assert.equal(await phone.getByLabel("Code from another device").inputValue(), code);
    assert.equal(new URL(phone.url()).hash, "", "the code does not stay in the address");
    await phone.getByRole("button", { name: "Sign in", exact: true }).click();
    await ask(phone, "Which jobs are open on H-01?");
    await answered(phone);

    const second = await newPage(world.browser, screens.phone);
    await second.goto(world.server.url);
    await second.getByRole("button", { name: "Use a code" }).click();
    await second.getByLabel("Code from another device").fill(code);
    await second.getByRole("button", { name: "Sign in", exact: true }).click();
    await second.getByRole("alert").getByText("wrong, used or too old").waitFor();
    await closed(desk, phone, second);
  });
});

/** An OpenID Connect provider where whoever comes is Mia. */
async function startProvider() {
  const provider = spawn(python, ["web/e2e/support/provider.py", JSON.stringify(mia)], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: root },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const issuer = await new Promise((resolve, reject) => {
    provider.stdout.once("data", (line) => resolve(`${line}`));
    provider.once("exit", () => reject(new Error("the sign-in provider did not start")));
  });
  const settings = {
    NACELLE_AUTH: "oidc",
    NACELLE_OIDC_ISSUER: issuer.trim(),
    NACELLE_OIDC_AUDIENCE: "nacelle",
    NACELLE_OIDC_CLIENT_ID: "nacelle-web",
    NACELLE_OIDC_CLIENT_SECRET: "known to both",
    NACELLE_OIDC_LABEL: "Ventra",
  };
  return { settings, close: () => provider.kill() };
}
