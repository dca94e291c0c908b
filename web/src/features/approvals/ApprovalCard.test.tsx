import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import type { Approval } from "@/shared/api-types";
import { LanguageProvider } from "@/shared/i18n/language";

const waiting: Approval = {
  id: "a1",
  thread_id: "th-1",
  run_id: "run-1",
  args_hash: "",
  evidence: [],
  tool: "create_work_order",
  args: { asset: "T-1", title: "Yaw noise", priority: "high" },
  summary: "New work order on T-1: Yaw noise",
  expires_at: "2099-01-01T00:00:00Z",
  roles: ["planner"],
  site: "North",
  requested_by: "ann",
  status: "pending",
  decided_by: "",
  decided_at: null,
  note: "",
  may_decide: true,
  expired: false,
  alike: [],
  created: "2026-11-20T08:00:00Z",
  result: null,
};
const done: Approval = {
  ...waiting,
  status: "done",
  decided_by: "bob",
  decided_at: "2026-11-20T09:00:00Z",
  note: "go on",
  result: { work_order: "WO-8" },
};

/** Answers each request in turn; the bodies that were posted are returned. */
function serving(...replies: { status?: number; body: unknown }[]) {
  const posted: unknown[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn((_: string, init: RequestInit) => {
      if (init.body) posted.push(JSON.parse(String(init.body)));
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return Promise.resolve(new Response(JSON.stringify(reply?.body), { status: reply?.status ?? 200 }));
    }),
  );
  return posted;
}

function show(approval: Approval) {
  const onDecided = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LanguageProvider>
        <ApprovalCard approval={approval} onDecided={onDecided} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  return onDecided;
}

afterEach(() => vi.unstubAllGlobals());

describe("a write that waits", { timeout: 20_000 }, () => {
  it("shows what would be written and who decides, and sends the decision with its note", async () => {
    const posted = serving({ body: waiting }, { body: done });
    const onDecided = show(waiting);
    expect(screen.getByRole("group", { name: waiting.summary })).toBeTruthy();
    expect(screen.getAllByText(/Yaw noise/)).toHaveLength(1);
    expect(screen.getByText("high")).toBeTruthy();
    expect(screen.getByText(/planner at North decides · Asked by ann/)).toBeTruthy();
    await userEvent.click(await screen.findByLabelText("Note (optional)"));
    await userEvent.paste("go on");
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(await screen.findByText("Done: WO-8 was opened.")).toBeTruthy();
    expect(screen.getByText(/bob.*go on/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(posted).toEqual([{ decision: "approve", note: "go on" }]);
    expect(onDecided).toHaveBeenCalledOnce();
  });

  it("says why it could not be done", async () => {
    serving({ body: { ...done, status: "failed", result: { reason: "T-1 is gone." } } });
    show(waiting);
    expect(await screen.findByText("Approved, but not done: T-1 is gone.")).toBeTruthy();
  });

  it("shows what another person decided meanwhile", async () => {
    serving(
      { body: waiting },
      { status: 409, body: { title: "Conflict", detail: "It was decided already." } },
      { body: { ...done, status: "rejected", result: null } },
    );
    show(waiting);
    await userEvent.click(await screen.findByRole("button", { name: "Approve" }));
    expect(await screen.findByText("Rejected")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("has no buttons for somebody who may not decide, and nothing to decide once expired", async () => {
    serving({ body: { ...waiting, may_decide: false } });
    show(waiting);
    expect(await screen.findByText("Waiting for a decision")).toBeTruthy();
    await waitFor(() => expect(fetch).toHaveBeenCalled());
    expect(screen.queryByRole("button")).toBeNull();
    serving({ body: { ...waiting, id: "a2", expired: true } });
    show({ ...waiting, id: "a2" });
    expect(await screen.findByText("Expired. Ask again.")).toBeTruthy();
  });
});
