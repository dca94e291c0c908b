// A stand-in for the API that plays recorded turns: for tests of the client only.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pagePicture } from "./page-picture.mjs";
import { assets, part, pendingApproval, turnFor, workOrder } from "./recorded.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Start on a free port; `pace` is the milliseconds between two events. */
export async function startFakeServer({ pace = 40, port = 0 } = {}) {
  const threads = new Map();
  const runs = new Map();
  const log = [];
  const decided = new Map();
  let next = 1;

  const json = (res, body, status = 200) => {
    res.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json" });
    res.end(body === undefined ? "" : JSON.stringify(body));
  };
  const problem = (res, status, detail) =>
    json(res, { title: "Problem", status, detail, request_id: "req-1" }, status);

  async function stream(res, run, after) {
    res.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const [i, event] of run.events.entries()) {
      if (i + 1 <= after) continue;
      if (run.cancelled) break;
      if (run.drops && i === 12) {
        run.drops = false;
        await sleep(30);
        return res.destroy();
      }
      res.write(`id: ${i + 1}\ndata: ${JSON.stringify(event)}\n\n`);
      await sleep(pace);
    }
    res.end();
  }

  const routes = [
    ["GET", /^\/api\/session$/, (_, res) => json(res, { name: "local", role: "admin", sites: [] })],
    ["GET", /^\/api\/assets$/, (_, res) => json(res, assets)],
    [
      "GET",
      /^\/api\/assets\/(.+)$/,
      (_, res, tag) =>
        json(
          res,
          assets.find((asset) => asset.tag === tag),
        ),
    ],
    ["GET", /^\/api\/parts\//, (_, res) => json(res, part)],
    ["GET", /^\/api\/work-orders\//, (_, res) => json(res, workOrder)],
    [
      "GET",
      /^\/api\/documents\/[^/]+$/,
      (_, res) => json(res, { id: "k112-om", title: "", revision: "D", pages: 164, superseded_by: "" }),
    ],
    [
      "GET",
      /^\/api\/documents\/[^/]+\/pages\/(\d+)$/,
      (_, res, n) => {
        res.writeHead(200, { "Content-Type": "image/svg+xml" });
        res.end(pagePicture(Number(n)));
      },
    ],
    ["GET", /^\/api\/threads$/, (_, res) => json(res, [...threads.values()].reverse())],
    [
      "POST",
      /^\/api\/threads$/,
      (_, res, __, body) => {
        const id = `th-${next++}`;
        const now = new Date().toISOString();
        threads.set(id, {
          id,
          title: body.title ?? "",
          asset: body.asset ?? null,
          created: now,
          updated: now,
          turns: [],
        });
        json(res, threads.get(id), 201);
      },
    ],
    [
      "GET",
      /^\/api\/threads\/([^/]+)$/,
      (_, res, id) =>
        threads.has(id) ? json(res, threads.get(id)) : problem(res, 404, "No such conversation."),
    ],
    [
      "DELETE",
      /^\/api\/threads\/([^/]+)$/,
      (_, res, id) => {
        threads.delete(id);
        res.writeHead(204).end();
      },
    ],
    [
      "POST",
      /^\/api\/threads\/([^/]+)\/runs$/,
      async (_, res, threadId, body) => {
        const id = `run-${next++}`;
        const run = {
          ...turnFor(body.input, threadId, id),
          drops: /drop/i.test(body.input),
          cancelled: false,
        };
        runs.set(id, run);
        threads
          .get(threadId)
          ?.turns.push({ id, question: body.input, answer: run.answer, created: new Date().toISOString() });
        await stream(res, run, 0);
      },
    ],
    [
      "GET",
      /^\/api\/runs\/([^/]+)\/events$/,
      (req, res, id) => {
        log.push({ resumed: id, after: req.headers["last-event-id"] ?? null });
        return runs.has(id)
          ? stream(res, runs.get(id), Number(req.headers["last-event-id"] ?? 0))
          : problem(res, 404, "No such run.");
      },
    ],
    [
      "POST",
      /^\/api\/runs\/([^/]+)\/cancel$/,
      (_, res, id) => {
        if (runs.has(id)) runs.get(id).cancelled = true;
        json(res, {});
      },
    ],
    [
      "POST",
      /^\/api\/feedback$/,
      (_, res, __, body) => {
        log.push({ feedback: body });
        json(res, { id: "fb-1" }, 201);
      },
    ],
    [
      "POST",
      /^\/api\/approvals\/([^/]+)$/,
      (_, res, id, body) => {
        log.push({ approval: id, ...body });
        if (decided.has(id)) return problem(res, 409, `Approval '${id}' was decided already.`);
        const approved = body.decision === "approve";
        decided.set(id, {
          ...pendingApproval,
          status: approved ? "done" : "rejected",
          decided_by: "local",
          decided_at: new Date().toISOString(),
          note: body.note ?? "",
          result: approved ? { reservation: "r-1", ...pendingApproval.args } : null,
        });
        json(res, decided.get(id));
      },
    ],
    [
      "GET",
      /^\/api\/approvals\/([^/]+)$/,
      (_, res, id) => json(res, decided.get(id) ?? { ...pendingApproval, status: "pending" }),
    ],
  ];

  function serveFile(res, path) {
    const file = path !== "/" && existsSync(join(dist, path)) ? join(dist, path) : join(dist, "index.html");
    res.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    res.end(readFileSync(file));
  }

  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url, "http://local");
    let text = "";
    for await (const chunk of req) text += chunk;
    for (const [method, pattern, handle] of routes) {
      const match = pattern.exec(pathname);
      if (method === req.method && match)
        return handle(req, res, decodeURIComponent(match[1] ?? ""), text ? JSON.parse(text) : {});
    }
    return pathname.startsWith("/api/") ? problem(res, 404, "No such address.") : serveFile(res, pathname);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { url: `http://127.0.0.1:${server.address().port}`, log, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startFakeServer({ port: Number(process.env.PORT ?? 8010), pace: 150 });
  console.log(url);
}
