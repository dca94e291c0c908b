import { useState } from "react";
import { type NewLabel, useLabel } from "@/features/evaluations/useEvaluations";
import type { CaseLabel } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";
import { spoken } from "@/shared/people";

const verdicts: Record<NewLabel["verdict"], WordKey> = {
  right: "labelRight",
  wrong: "labelWrong",
  unsure: "labelUnsure",
};

interface Props {
  run: string;
  number: number;
  labels: readonly CaseLabel[];
}

/** A person's word on the answer, which judges are measured by. */
export function LabelForm({ run, number, labels }: Props) {
  const { t, language } = useLanguage();
  const [note, setNote] = useState("");
  const label = useLabel(run, number);
  return (
    <section className="notice">
      <h3>{t("evalLabel")}</h3>
      <ul>
        {labels.map((each) => (
          <li key={each.by}>
            {[t(verdicts[each.verdict]), spoken(each.by), when(each.created, language), each.note]
              .filter(Boolean)
              .join(" · ")}
          </li>
        ))}
      </ul>
      <label className="stacked">
        {t("approvalNote")}
        <input
          className="field"
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <div className="dialog-actions">
        {Object.entries(verdicts).map(([verdict, word]) => (
          <button
            key={verdict}
            type="button"
            className="button"
            disabled={label.isPending}
            onClick={() => label.mutate({ verdict: verdict as NewLabel["verdict"], note: note.trim() })}
          >
            {t(word)}
          </button>
        ))}
      </div>
      {label.isError && <p role="alert">{t("notReached")}</p>}
    </section>
  );
}
