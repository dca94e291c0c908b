/** The sources of an answer, by document and section, since eleven markers often lead to four places. Pure. */
import type { Citation } from "@/shared/api-types";

export interface SourceGroup {
  /** Of a document its title; empty for records, which stand for themselves. */
  title: string;
  revision: string | null;
  rows: SourceRow[];
}

export interface SourceRow {
  text: string;
  citations: Citation[];
}

export function sourceGroups(citations: readonly Citation[]): SourceGroup[] {
  const groups = new Map<string, SourceGroup>();
  for (const citation of citations) {
    const key = citation.document_id && citation.kind === "manual" ? citation.document_id : "";
    const group = groups.get(key) ?? {
      title: key && citation.title,
      revision: key ? citation.revision : null,
      rows: [],
    };
    groups.set(key, group);
    const text = (key && citation.section) || citation.title;
    const row = key ? group.rows.find((each) => each.text === text) : undefined;
    if (row) row.citations.push(citation);
    else group.rows.push({ text, citations: [citation] });
  }
  return [...groups.values()];
}
