/** Whether each of the words typed stands somewhere in the texts; case, accents and signs within a word do not matter. */
export function matches(query: string, ...texts: (string | null)[]): boolean {
  const all = texts.map((text) => fold(text ?? ""));
  const hay = [...all, ...all.map((text) => text.replace(/[^\p{L}\p{N}\s]/gu, ""))].join(" ");
  return fold(query)
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
