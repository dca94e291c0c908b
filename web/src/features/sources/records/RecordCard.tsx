import type { FieldRow } from "@/features/sources/records/recordFields";
import { useLanguage } from "@/shared/i18n/language";
import { PlainText } from "@/shared/markdown/Markdown";

export function RecordCard({ title, number, rows }: { title: string; number: string; rows: FieldRow[] }) {
  const { t } = useLanguage();
  return (
    <section className="record">
      <h3>
        {number && <span className="record-number">{number}</span>} {title}
      </h3>
      <dl className="fields">
        {rows.map((row) => (
          <div key={row.label ?? row.name} className={row.long ? "field-long" : undefined}>
            <dt>{row.label ? t(row.label) : row.name}</dt>
            <dd>
              {typeof row.value === "string" ? (
                <PlainText text={row.value} />
              ) : (
                <ul>
                  {row.value.map((item) => (
                    <li key={item}>
                      <PlainText text={item} />
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
