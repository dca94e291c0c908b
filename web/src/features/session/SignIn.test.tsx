import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SignIn } from "@/features/session/SignIn";
import type { Credential } from "@/features/session/useSession";
import type { SignInWays } from "@/shared/api-types";
import { ApiError } from "@/shared/http";
import { LanguageProvider } from "@/shared/i18n/language";

function show(ways: SignInWays, code: string | null = null) {
  const client = new QueryClient();
  client.setQueryData(["ways"], ways);
  const onSignIn = vi.fn(async (given: Credential) => {
    if (!("key" in given) || given.key !== "nac_a_b") throw new ApiError(401, "no");
  });
  render(
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <SignIn onSignIn={onSignIn} code={code} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  return onSignIn;
}

it("takes a key, and says when it is wrong", async () => {
  const onSignIn = show({ key: true, provider: null });
  const field = screen.getByLabelText("Your key");
  await userEvent.type(field, "wrong{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("not known");
  await userEvent.clear(field);
  await userEvent.type(field, " nac_a_b {Enter}");
  expect(onSignIn).toHaveBeenLastCalledWith({ key: "nac_a_b" });
  expect(screen.queryByRole("link")).toBeNull();
});

it("leads to the provider, and back to where one was", () => {
  history.replaceState(null, "", "/?asset=A-1&sign_in=refused");
  show({ key: true, provider: "Ventra" });
  const link = screen.getByRole("link", { name: "Sign in with Ventra" });
  expect(link.getAttribute("href")).toBe(`/auth/sign-in?next=${encodeURIComponent("/?asset=A-1")}`);
  expect(screen.getByRole("alert").textContent).toContain("refused");
  history.replaceState(null, "", "/");
});

it("sends the code of a picture only when its owner says so, and says when it is too old", async () => {
  const onSignIn = show({ key: true, provider: "" }, "WDJB-MJHT");
  expect(onSignIn).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(onSignIn).toHaveBeenLastCalledWith({ code: "WDJB-MJHT" });
  expect((await screen.findByRole("alert")).textContent).toContain("too old");
});
