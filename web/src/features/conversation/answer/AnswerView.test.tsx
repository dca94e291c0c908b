import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { AnswerView } from "@/features/conversation/answer/AnswerView";
import { answerWith, citationWith } from "@/features/conversation/answer/testAnswer";
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
    expect(screen.getByText("Inventory:").parentElement?.textContent).toContain("not reachable");
    expect(screen.getByText(/1 sentence was left out/)).toBeTruthy();
    expect(screen.getByText(/The model did not answer/)).toBeTruthy();
  });

  it("puts a warning before the step that it governs, and the source's line under what is unsure", () => {
    show(
      answerWith({
        text: "It takes an hour. [1]\n> The source says: it takes 1 h\n1. Open the valve. [1]",
        claims: [
          { text: "It takes an hour.", citations: [1], verdict: "unsure", source: "it takes 1 h" },
          { text: "1. Open the valve.", citations: [1], verdict: "stated", source: "" },
        ],
        warnings: [{ text: "DANGER: Stored pressure.", citations: [], governs: [1] }],
      }),
    );
    const places = [
      screen.getByText(/It takes an/),
      screen.getByText("1 h").closest("blockquote") as HTMLElement,
      screen.getByRole("note", { name: "Danger" }),
      screen.getByText(/Open the/),
    ];
    for (const [at, place] of places.slice(1).entries()) {
      const earlier = places[at] as Node;
      expect(earlier.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    }
  });

  it("says where the source's own words stand in place of a model's", () => {
    show(
      answerWith({
        text: "Do not loosen the nut. [1]",
        claims: [{ text: "Do not loosen the nut.", citations: [1], verdict: "quoted", source: "" }],
      }),
    );
    expect(screen.getByText("In the source's own words")).toBeTruthy();
  });

  it("asks back with buttons", async () => {
    const { onAsk } = show(answerWith({ status: "clarify", text: "Which one?\n- K112\n- O138" }));
    await userEvent.click(screen.getByRole("button", { name: "O138" }));
    expect(onAsk).toHaveBeenCalledWith("O138");
  });
});
