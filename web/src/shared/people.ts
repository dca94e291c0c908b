/** A person's name as people say it: the server marks who signed in at a provider (`oidc:mia`). */
export function spoken(name: string): string {
  return name.replace(/^oidc:/, "");
}

/** Whether a name is a person's: where nobody signs in, the server calls whoever asks "local". */
export function isNamed(name: string | null | undefined): name is string {
  return Boolean(name) && name !== "local";
}
