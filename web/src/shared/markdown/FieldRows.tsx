import type { ReactNode } from "react";
import type { Field } from "@/shared/markdown/fields";
import { InlineMarkdown } from "@/shared/markdown/Markdown";

/** From so many signs on, a value has a line of its own. */
const LONG = 36;

/** Rows of a table or a record, each as a card: readable on a phone, where a table of six columns is not. */
export function FieldRows({ rows, marker }: { rows: Field[][]; marker: (n: number) => ReactNode }) {
  return (
    <div className="field-rows">
      {rows.map((row, r) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <dl key={r} className="field-row">
          {citedOnce(row).map(({ label, value }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one label
            <div key={i} className={layoutOf(value)}>
              <dt>{label}</dt>
              <dd>
                <InlineMarkdown text={value} marker={marker} />
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </div>
  );
}

const markers = /\s*(?:\[\d{1,3}\])+$/;

/** Fields that all come from one source name it once, at the end. */
function citedOnce(row: Field[]): Field[] {
  const cited = new Set(row.map(({ value }) => markers.exec(value)?.[0].trim()));
  if (row.length < 2 || cited.size > 1) return row;
  return row.map((field, i) =>
    i < row.length - 1 ? { ...field, value: field.value.replace(markers, "") } : field,
  );
}

function layoutOf(value: string): string | undefined {
  if (value.length > LONG) return "field-long";
  return /^[±\d]/.test(value) ? "field-figure" : undefined;
}
