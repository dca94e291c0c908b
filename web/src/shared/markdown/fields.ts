/** Lines of labels and values ("Torque: 88 Nm; Serial no.: all"), as tables and records are quoted, so that they can be laid out. */

export interface Field {
  label: string;
  value: string;
}

/** A label may be shortened ("Serial no."); what holds the end of a sentence is none. */
const pair = /^(?![^:]*[.!?]\s+\p{Lu})([^:;!?[\]|]{1,48}):\s+(\S.*)$/u;

/** The fields of one line; null where it is anything else. A line with one pair is a field only among others. */
export function fieldsOf(line: string): Field[] | null {
  const fields: Field[] = [];
  for (const part of line.split(/;\s+/)) {
    const [, label, value] = pair.exec(part.trim()) ?? [];
    if (label === undefined || value === undefined) return null;
    fields.push({ label: label.replace(/^\*\*|\*\*$/g, ""), value });
  }
  return fields;
}

/**
 * The rows that begin with the first of `lines` and how many lines they take; null where there are none. Neighbouring
 * lines of one pair each are one row; else every line is a row.
 */
export function readFields(lines: readonly string[]): { rows: Field[][]; taken: number } | null {
  const rows: Field[][] = [];
  let taken = 0;
  let single: Field[] | null = null;
  for (const line of lines) {
    const fields = fieldsOf(line);
    if (!fields) break;
    const [only] = fields;
    if (fields.length === 1 && only && single) single.push(only);
    else rows.push(fields);
    single = fields.length === 1 ? (single ?? fields) : null;
    taken += 1;
  }
  return rows.some((row) => row.length > 1) ? { rows, taken } : null;
}
