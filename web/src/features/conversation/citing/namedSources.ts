/** The names by which an answer's text speaks of its own sources: a record's number, a section's. Pure. */
import type { Citation } from "@/shared/api-types";

/** "7.3" or "A.2.1" at the head of a section's title; a bare "7" is too often a count. */
const sectionNumber = /^(?:\p{Lu}\.)?\d{1,3}(?:\.\d{1,3})+|^\p{Lu}\.\d{1,3}/u;

/** Each name with the first citation that it means. */
export function namedSources(citations: readonly Citation[]): Map<string, Citation> {
  const named = new Map<string, Citation>();
  for (const citation of citations) {
    const section = citation.kind === "manual" ? sectionNumber.exec(citation.section ?? "")?.[0] : undefined;
    const record = citation.kind === "manual" ? undefined : citation.source_id;
    for (const name of [section, record])
      if (name && name.length > 1 && /\d/.test(name) && !named.has(name)) named.set(name, citation);
  }
  return named;
}
