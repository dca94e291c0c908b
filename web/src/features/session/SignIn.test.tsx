import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SignIn } from "@/features/session/SignIn";
import { ApiError } from "@/shared/http";
import { LanguageProvider } from "@/shared/i18n/language";

it("takes a key, and says when it is wrong", async () => {
  const onSignIn = vi.fn(async (key: string) => {
    if (key !== "nac_a_b") throw new ApiError(401, "no");
  });
  render(
    <LanguageProvider>
      <SignIn onSignIn={onSignIn} />
    </LanguageProvider>,
  );
  const field = screen.getByLabelText("Your key");
  await userEvent.type(field, "wrong{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("not known");
  await userEvent.clear(field);
  await userEvent.type(field, " nac_a_b {Enter}");
  expect(onSignIn).toHaveBeenLastCalledWith("nac_a_b");
});
