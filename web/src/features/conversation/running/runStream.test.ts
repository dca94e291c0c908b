import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followRun } from "@/features/conversation/running/runStream";
import type { TurnAction } from "@/features/conversation/running/turnState";
import { reportSignedIn } from "@/shared/sessionEvents";

const question = { question: "q", asset: "WTG-07", key: "k" };
const line = (id: number, event: object) => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
const started = line(1, { type: "RUN_STARTED", threadId: "th-1", runId: "run-1" });
const finished = line(3, { type: "RUN_FINISHED" });

function stream(text: string, breaks = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      if (!breaks) controller.close();
    },
    pull(controller) {
      controller.error(new TypeError("network"));
    },
  });
  return new Response(body, { status: 200 });
}

function serve(...answers: (Response | Error)[]) {
  const fetcher = vi.fn(async (_path: string, _init: RequestInit) => {
    const next = answers.shift();
    if (!next || next instanceof Error) throw next ?? new Error("no answer left");
    return next;
  });
  vi.stubGlobal("fetch", fetcher);
  return fetcher;
}

async function follow(threadId: string | null = "th-1", abort = new AbortController()) {
  const actions: TurnAction[] = [];
  const threads: string[] = [];
  const cursor = { threadId, runId: null, lastEventId: null };
  const done = followRun(
    question,
    cursor,
    (action) => actions.push(action),
    (id) => threads.push(id),
    abort.signal,
  );
  done.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(300_000);
  const phases = () => actions.flatMap((action) => (action.kind === "phase" ? [action.phase] : []));
  return { done, phases, threads, abort };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("following a run", () => {
  it("resumes after the last event it has seen", async () => {
    const fetcher = serve(
      stream(started + line(2, { type: "TEXT_MESSAGE_END", messageId: "m" }), true),
      stream(finished),
    );
    const { done, phases } = await follow();
    await done;
    const [path, init] = fetcher.mock.calls[1] ?? [];
    expect(path).toBe("/api/runs/run-1/events");
    expect(new Headers(init?.headers).get("Last-Event-ID")).toBe("2");
    expect(phases()).toEqual(["resuming"]);
  });

  it("begins the thread first, once, however bad the line is", async () => {
    const fetcher = serve(
      new TypeError("no network"),
      new Response(JSON.stringify({ id: "th-9" }), { status: 201 }),
      new TypeError("no network"),
      stream(started + finished),
    );
    const { done, threads } = await follow(null);
    await done;
    expect(threads).toEqual(["th-9"]);
    expect(fetcher.mock.calls.map(([path]) => path)).toEqual([
      "/api/threads",
      "/api/threads",
      "/api/threads/th-9/runs",
      "/api/threads/th-9/runs",
    ]);
  });

  it("posts again with the same key while the run has no id", async () => {
    const fetcher = serve(
      new TypeError("no network"),
      new Response("", { status: 503 }),
      stream(started + finished),
    );
    const { done, phases } = await follow();
    await done;
    const keys = fetcher.mock.calls.map(([, init]) => new Headers(init.headers).get("Idempotency-Key"));
    expect(keys).toEqual(["k", "k", "k"]);
    expect(phases()).toEqual(["waiting", "waiting"]);
  });

  it("gives up at once when the server refuses, with its own words", async () => {
    const problem = { title: "Not found", detail: "No such conversation.", request_id: "r1" };
    const fetcher = serve(new Response(JSON.stringify(problem), { status: 404 }));
    const { done } = await follow();
    await expect(done).rejects.toMatchObject({
      status: 404,
      message: "No such conversation.",
      requestId: "r1",
    });
    expect(fetcher).toHaveBeenCalledTimes(1);
  });

  it("says that the server is away and goes on trying", async () => {
    const fetcher = serve(
      ...Array.from({ length: 9 }, () => new TypeError("no network")),
      stream(started + finished),
    );
    const { done, phases } = await follow();
    await done;
    expect(phases().slice(0, 3)).toEqual(["waiting", "waiting", "unreachable"]);
    expect(fetcher).toHaveBeenCalledTimes(10);
  });

  it("waits for somebody to sign in when the session has ended", async () => {
    const fetcher = serve(new Response("{}", { status: 401 }), stream(started + finished));
    const { done } = await follow();
    expect(fetcher).toHaveBeenCalledTimes(1);
    reportSignedIn();
    await done;
    expect(fetcher).toHaveBeenCalledTimes(2);
  });
});
