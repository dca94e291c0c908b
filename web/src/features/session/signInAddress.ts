/** What the address says of signing in: a code that a phone's camera read, or why a sign-in provider signed nobody in. */
import type { WordKey } from "@/shared/i18n/languages";

/** The code behind `#code=`, which leaves the address at once: it is shown to whoever signs in, and sent only by them. */
export function takeCodeFromAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

const reasons: Partial<Record<string, WordKey>> = {
  refused: "signInRefused",
  no_role: "signInNoRole",
  unreachable: "signInUnreachable",
};

export function providerProblem(): WordKey | null {
  return reasons[new URLSearchParams(location.search).get("sign_in") ?? ""] ?? null;
}

/** Where the provider signs in, and comes back to where one was. */
export function providerAddress(): string {
  const back = new URLSearchParams(location.search);
  back.delete("sign_in");
  const query = back.size > 0 ? `?${back}` : "";
  return `/auth/sign-in?next=${encodeURIComponent(location.pathname + query)}`;
}
