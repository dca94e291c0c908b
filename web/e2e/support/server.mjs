// The real server over a home of its own, which a journey may stop, kill and start again.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const python = process.env.PYTHON ?? join(root, ".venv/bin/python");
/** What a home is made by: its tables, its readers, and what is read. */
const makers = [
  "stores",
  "ingestion",
  "evals/datasets/quick",
  "evals/datasets/quick_home.py",
  "web/e2e/support/home.py",
];

/** Build the home once for all journeys, anew after a change of what makes it; each works on a copy. */
function buildHome() {
  const name = `nacelle-e2e-${process.getuid()}-${fingerprint()}`;
  const template = process.env.NACELLE_E2E_HOME ?? join(tmpdir(), name);
  if (existsSync(template)) return template;
  const part = mkdtempSync(`${template}.`);
  execFileSync(python, [join(root, "web/e2e/support/home.py")], {
    cwd: root,
    env: { ...process.env, NACELLE_HOME: part, PYTHONPATH: root },
  });
  try {
    renameSync(part, template);
  } catch {
    rmSync(part, { recursive: true }); // somebody else was quicker
  }
  return template;
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const maker of makers)
    for (const file of filesOf(join(root, maker)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".pyc"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Start one; `env` are settings of the server. */
export async function startServer(env = {}) {
  const home = mkdtempSync(join(tmpdir(), "nacelle-journey-"));
  cpSync(buildHome(), home, { recursive: true });
  const port = await freePort();
  const server = { url: `http://127.0.0.1:${port}`, home, process: null };
  const command = (...words) =>
    execFileSync(python, ["-m", "nacelle", ...words], { cwd: root, env: settings(), encoding: "utf8" });
  const settings = () => ({ ...process.env, PYTHONPATH: root, NACELLE_HOME: home, ...env });

  async function start() {
    const own = spawn(python, ["-m", "nacelle", "serve", "--port", String(port)], {
      cwd: root,
      env: settings(),
      stdio: ["ignore", "ignore", process.env.SERVER_LOG ? "inherit" : "ignore"],
    });
    server.process = own;
    for (let tries = 0; tries < 600 && own.exitCode === null; tries += 1) {
      if (await ready(server.url)) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    own.kill("SIGKILL"); // a child that runs on keeps the journeys from ending
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
