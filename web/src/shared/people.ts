/** A person's name as people say it: the server marks who signed in at a provider (`oidc:mia`). */
export function spoken(name: string): string {
  return name.replace(/^oidc:/, "");
}
