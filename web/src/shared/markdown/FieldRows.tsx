import type { ReactNode } from "react";
import { citedOnce } from "@/shared/markdown/citedOnce";
import type { Field } from "@/shared/markdown/fields";
import { isMeasured, parseInline } from "@/shared/markdown/inline";
import { InlineMarkdown } from "@/shared/markdown/Markdown";

/** From so many signs on, a value has a line of its own. */
const LONG = 36;

type RenderMarker = (n: number) => ReactNode;

/** One record as a card; rows of one table as a table, which is a card a row where it is narrow; other rows as short cards. */
export function FieldRows({ rows, marker }: { rows: Field[][]; marker: RenderMarker }) {
  const [first] = rows;
  if (first && rows.length > 1 && rows.every((row) => sameLabels(row, first)))
    return <RowsTable rows={rows} marker={marker} />;
  return (
    <div className="field-rows">
      {rows.map((row, r) =>
        rows.length > 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <ShortCard key={r} row={row} marker={marker} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <Card key={r} row={row} marker={marker} />
        ),
      )}
    </div>
  );
}

function Card({ row, marker }: { row: Field[]; marker: RenderMarker }) {
  const figures = row.filter(({ value }) => isFigure(value));
  return (
    <dl className="field-row">
      {once(row).map(({ label, value }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one label
        <div key={i} className={figures.length === 1 && isFigure(value) ? "field-result" : layoutOf(value)}>
          <dt>{label}</dt>
          <dd>
            <InlineMarkdown text={value} marker={marker} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One of several: what it is about first, then its fields one behind the other. */
function ShortCard({ row, marker }: { row: Field[]; marker: RenderMarker }) {
  const [head, ...fields] = once(row);
  if (!head) return null;
  return (
    <div className="field-short">
      <p className="field-head">
        <InlineMarkdown text={headline(head)} marker={marker} />
      </p>
      <dl>
        {fields.map(({ label, value }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one label
          <div key={i} className={layoutOf(value)}>
            <dt>{label}</dt>{" "}
            <dd>
              <InlineMarkdown text={value} marker={marker} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** A table keeps its roles where it is laid out as cards. */
function RowsTable({ rows, marker }: { rows: Field[][]; marker: RenderMarker }) {
  return (
    <div className="field-table-frame">
      {/* biome-ignore lint/a11y/noRedundantRoles: laid out as cards, a table loses its role in browsers */}
      <table className="field-table" role="table">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <thead role="rowgroup">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
          <tr role="row">
            {rows[0]?.map(({ label }) => (
              // biome-ignore lint/a11y/noRedundantRoles: as above
              <th key={label} scope="col" role="columnheader">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tbody role="rowgroup">
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            // biome-ignore lint/a11y/noRedundantRoles: as above
            <tr key={r} role="row">
              {once(row).map(({ label, value }) => (
                // biome-ignore lint/a11y/noRedundantRoles: as above
                <td key={label} role="cell" data-label={label} className={layoutOf(value)}>
                  <InlineMarkdown text={value} marker={marker} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sameLabels(row: Field[], other: Field[]): boolean {
  const labels = new Set(row.map(({ label }) => label));
  return (
    labels.size === row.length && row.length === other.length && other.every(({ label }) => labels.has(label))
  );
}

/** "WO-10236" and "Part 29-1182" are names, "Joint" says only what the value is. */
function headline({ label, value }: Field): string {
  return /\d/.test(label) ? `${label} ${value}` : value;
}

/** Fields that all come from one source name it once, at the end. */
function once(row: Field[]): Field[] {
  const values = citedOnce(row.map(({ value }) => value));
  return row.map((field, i) => ({ ...field, value: values[i] ?? field.value }));
}

/** One value and nothing beside it: alone in its record, it is what was asked for. */
function isFigure(value: string): boolean {
  const said = parseInline(value).filter(
    (node) => node.type !== "marker" && !(node.type === "text" && !node.text.trim()),
  );
  return said.length === 1 && said.every(isMeasured);
}

function layoutOf(value: string): string | undefined {
  if (value.length > LONG) return "field-long";
  return /^[±\d]/.test(value) ? "field-figure" : undefined;
}
