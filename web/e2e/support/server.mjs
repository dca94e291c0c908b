// The real server over a home of its own, which a journey may stop, kill and start again.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const python = process.env.PYTHON ?? join(root, ".venv/bin/python");
const template = process.env.NACELLE_E2E_HOME ?? join(tmpdir(), `nacelle-e2e-${process.getuid()}`);

/** Build the home once for all journeys; each works on a copy. */
export function buildHome() {
  if (existsSync(template)) return;
  const env = { ...process.env, NACELLE_HOME: `${template}.part` };
  rmSync(env.NACELLE_HOME, { recursive: true, force: true });
  execFileSync(python, [join(root, "web/e2e/support/home.py")], {
    cwd: root,
    env: { ...env, PYTHONPATH: root },
  });
  cpSync(env.NACELLE_HOME, template, { recursive: true });
}

/** Start one; `env` are settings of the server. */
export async function startServer(env = {}) {
  buildHome();
  const home = mkdtempSync(join(tmpdir(), "nacelle-journey-"));
  cpSync(template, home, { recursive: true });
  const port = await freePort();
  const server = { url: `http://127.0.0.1:${port}`, home, process: null };
  const command = (...words) =>
    execFileSync(python, ["-m", "nacelle", ...words], { cwd: root, env: settings(), encoding: "utf8" });
  const settings = () => ({ ...process.env, PYTHONPATH: root, NACELLE_HOME: home, ...env });

  async function start() {
    server.process = spawn(python, ["-m", "nacelle", "serve", "--port", String(port)], {
      cwd: root,
      env: settings(),
      stdio: ["ignore", "ignore", process.env.SERVER_LOG ? "inherit" : "ignore"],
    });
    for (let tries = 0; tries < 600; tries += 1) {
      if (await ready(server.url)) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error("the server did not become ready");
  }
  async function end(signal) {
    const gone = new Promise((resolve) => server.process.once("exit", resolve));
    server.process.kill(signal);
    await gone;
  }
  await start();
  return Object.assign(server, {
    command,
    start,
    kill: () => end("SIGKILL"),
    stop: async () => {
      if (server.process.exitCode === null && server.process.signalCode === null) await end("SIGTERM");
      rmSync(home, { recursive: true, force: true });
    },
  });
}

async function ready(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
