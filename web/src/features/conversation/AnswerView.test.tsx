import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { AnswerView } from "@/features/conversation/AnswerView";
import { answerWith, citationWith } from "@/features/conversation/testAnswer";
import type { Answer } from "@/shared/api-types";
import { LanguageProvider } from "@/shared/i18n/language";

function show(answer: Answer) {
  const onCite = vi.fn();
  const onAsk = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LanguageProvider>
        <AnswerView
          answer={answer}
          runId="run-1"
          streamed={[]}
          activeCitation={null}
          tags={[]}
          last
          onCite={onCite}
          onAsk={onAsk}
          onDecided={vi.fn()}
        />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  return { onCite, onAsk };
}

describe("an answer", () => {
  it("opens the source of a marker", async () => {
    const citation = citationWith();
    const { onCite } = show(answerWith({ citations: [citation] }));
    const [marker] = screen.getAllByRole("button", { name: /^Source 1: K112 manual/ });
    if (marker) await userEvent.click(marker);
    expect(onCite).toHaveBeenCalledWith(citation, expect.anything());
  });

  it("puts warnings before the text and says what is missing", () => {
    show(
      answerWith({
        status: "partial",
        warnings: [{ text: "DANGER: Stored pressure.", citations: [] }],
        gaps: [{ source: "inventory", reason: "not reachable", as_of: null }],
        withheld: [{ text: "480 Nm", reason: "value not in evidence: 480 Nm" }],
        degraded: "The model did not answer.",
      }),
    );
    const warning = screen.getByRole("note", { name: "Danger" });
    const text = screen.getByText("520 Nm");
    expect(warning.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.getByText("Inventory").parentElement?.textContent).toContain("not reachable");
    expect(screen.getByText(/1 sentence was left out/)).toBeTruthy();
    expect(screen.getByText(/The model did not answer/)).toBeTruthy();
  });

  it("asks back with buttons", async () => {
    const { onAsk } = show(answerWith({ status: "clarify", text: "Which one?\n- K112\n- O138" }));
    await userEvent.click(screen.getByRole("button", { name: "O138" }));
    expect(onAsk).toHaveBeenCalledWith("O138");
  });
});
