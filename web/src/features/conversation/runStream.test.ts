import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followRun } from "@/features/conversation/runStream";
import type { TurnAction } from "@/features/conversation/turnState";

const request = { threadId: "th-1", input: "q", asset: "WTG-07", idempotencyKey: "k" };
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

async function follow() {
  const actions: TurnAction[] = [];
  const done = followRun(
    request,
    { runId: null, lastEventId: null },
    (action) => actions.push(action),
    new AbortController().signal,
  );
  done.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(120_000);
  return { done, phases: actions.flatMap((action) => (action.kind === "phase" ? [action.phase] : [])) };
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
    expect(phases).toEqual(["resuming"]);
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
    expect(phases).toEqual(["waiting", "waiting"]);
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

  it("gives up after seven fruitless tries", async () => {
    const fetcher = serve(...Array.from({ length: 20 }, () => new TypeError("no network")));
    const { done } = await follow();
    await expect(done).rejects.toThrow("no network");
    expect(fetcher).toHaveBeenCalledTimes(7);
  });

  it("gives up after seven streams that say nothing more", async () => {
    const fetcher = serve(stream(started), ...Array.from({ length: 20 }, () => stream("")));
    const { done } = await follow();
    await expect(done).rejects.toThrow("ended before the run");
    expect(fetcher).toHaveBeenCalledTimes(8);
  });
});
