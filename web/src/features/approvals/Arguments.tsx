import { argumentWords, BOUND } from "@/features/approvals/argumentNames";
import { useLanguage } from "@/shared/i18n/language";

export type Changes = Record<string, string | number>;

interface Props {
  args: Record<string, unknown>;
  /** What is said above them; a value that stands in it is not said again unless it can be changed. */
  summary: string;
  /** What was changed so far; null where nothing can be. */
  changes: Changes | null;
  onChange: (changes: Changes) => void;
}

/** Exactly what would be written; which record it is written to cannot be changed. */
export function Arguments({ args, summary, changes, onChange }: Props) {
  const { t } = useLanguage();
  const nameOf = (name: string) => {
    const word = argumentWords[name];
    return word ? t(word) : name.replaceAll("_", " ");
  };
  const rows = Object.entries(args).filter(([, value]) => changes || !says(summary, String(value)));
  if (rows.length === 0) return null;
  return (
    <dl className="fields">
      {rows.map(([name, value]) => {
        const editable =
          changes && !BOUND.has(name) && (typeof value === "string" || Number.isInteger(value));
        const now = changes?.[name] ?? String(value);
        const edit = (typed: string) =>
          onChange({ ...changes, [name]: typeof value === "number" ? Math.round(Number(typed)) : typed });
        return (
          <div key={name}>
            <dt>{nameOf(name)}</dt>
            <dd>
              {!editable && String(value)}
              {editable && typeof value === "number" && (
                <input
                  className="field"
                  type="number"
                  value={now}
                  aria-label={nameOf(name)}
                  onChange={(event) => edit(event.target.value)}
                />
              )}
              {editable && typeof value === "string" && (
                <textarea
                  className="field"
                  rows={value.length > 60 ? 3 : 1}
                  value={now}
                  aria-label={nameOf(name)}
                  onChange={(event) => edit(event.target.value)}
                />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Whether a text has a value as a whole: the 1 of "1 x 29-1182" and not that of "29-1182". */
function says(text: string, value: string): boolean {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}.,-])${literal}(?![\\p{L}\\p{N}]|[.,-][\\p{L}\\p{N}])`, "u").test(text);
}

/** Only what differs from what was asked for. */
export function changed(args: Record<string, unknown>, changes: Changes | null): Changes | null {
  const own = Object.entries(changes ?? {}).filter(([name, value]) => args[name] !== value);
  return own.length > 0 ? Object.fromEntries(own) : null;
}
