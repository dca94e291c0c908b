// Two kept evaluation runs over one case, which is a thread of the server.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { python, root } from "./server.mjs";

const script = fileURLToPath(new URL("evaluation_runs.py", import.meta.url));

export function evaluated(server, thread) {
  execFileSync(python, [script, thread], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: root, NACELLE_HOME: server.home },
  });
}
