import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Figures } from "@/features/conversation/answer/Figures";
import { answerWith, citationWith } from "@/features/conversation/answer/testAnswer";
import type { Answer, Citation } from "@/shared/api-types";
import { LanguageProvider } from "@/shared/i18n/language";

const figure: Answer["figures"][number] = {
  id: "p7",
  document_id: "d1",
  title: "K112 manual",
  caption: "Figure 5-1 Blade bearing, section",
  page: 15,
  box: [70, 170, 480, 390],
  citations: [1],
  url: "/api/documents/d1/figures/p7",
};

test("a figure is a picture named by its caption, and opens its page with its place marked", async () => {
  const onOpen = vi.fn<(citation: Citation, answer: Answer) => void>();
  const answer = answerWith({ citations: [citationWith({ n: 1, page: 112 })], figures: [figure] });
  render(
    <LanguageProvider>
      <Figures answer={answer} onOpen={onOpen} />
    </LanguageProvider>,
  );

  const picture = screen.getByRole("img", { name: figure.caption });
  expect(picture.getAttribute("src")).toBe(figure.url);
  await userEvent.click(screen.getByRole("button"));

  const [citation, shown] = onOpen.mock.calls[0] ?? [];
  expect(citation).toMatchObject({ n: 1, page: 15, boxes: [figure.box] });
  expect(shown?.citations[0]).toBe(citation);
});

test("an answer without figures, or older than them, shows nothing", () => {
  const { figures: _, ...older } = answerWith();
  const { container } = render(
    <LanguageProvider>
      <Figures answer={older as Answer} onOpen={() => undefined} />
    </LanguageProvider>,
  );
  expect(container.innerHTML).toBe("");
});
