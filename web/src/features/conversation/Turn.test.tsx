import { render, screen } from "@testing-library/preact";
import { expect, it, vi } from "vitest";
import { newTurn } from "@/features/conversation/running/turnState";
import { Turn } from "@/features/conversation/Turn";
import { LanguageProvider } from "@/shared/i18n/language";

it("keeps the warnings of steps that came before the turn broke off", () => {
  const turn = {
    ...newTurn("k", "How do I change the pads?"),
    phase: "failed" as const,
    said: [
      { kind: "warning" as const, warning: { text: "DANGER: Stored pressure.", level: "" } },
      { kind: "sentence" as const, text: "1. Open the caliper. [1]" },
    ],
  };
  const nothing = vi.fn();
  render(
    <LanguageProvider>
      <Turn
        turn={turn}
        last
        activeCitation={null}
        tags={[]}
        onCite={nothing}
        onAsk={nothing}
        onRetry={nothing}
        onDecided={nothing}
      />
    </LanguageProvider>,
  );
  expect(screen.getByRole("note", { name: "Danger" }).textContent).toContain("Stored pressure.");
  expect(screen.getByText(/Open the/)).toBeTruthy();
});
