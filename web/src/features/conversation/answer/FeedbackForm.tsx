import { useState } from "react";
import { useLanguage } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";
import { Dialog } from "@/shared/ui/Dialog";

const reasons: { value: string; word: WordKey }[] = [
  { value: "wrong value or step", word: "reasonWrong" },
  { value: "not for this turbine", word: "reasonTurbine" },
  { value: "something is missing", word: "reasonMissing" },
  { value: "hard to understand", word: "reasonUnclear" },
  { value: "unsafe", word: "reasonSafety" },
];

interface Props {
  busy: boolean;
  failed: boolean;
  onClose: () => void;
  onSend: (reason: string, correction: string) => void;
}

/** Why an answer did not help: one tap, and words if the technician has time. */
export function FeedbackForm({ busy, failed, onClose, onSend }: Props) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const [correction, setCorrection] = useState("");
  return (
    <Dialog onClose={onClose} title={t("feedbackTitle")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSend(reason, correction.trim());
        }}
      >
        <fieldset className="choices">
          <legend className="visually-hidden">{t("feedbackTitle")}</legend>
          {reasons.map(({ value, word }) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="reason"
                checked={reason === value}
                onChange={() => setReason(value)}
              />
              {t(word)}
            </label>
          ))}
        </fieldset>
        <label className="stacked">
          <span>{t("correction")}</span>
          <textarea
            className="field"
            rows={3}
            value={correction}
            onChange={(event) => setCorrection(event.target.value)}
          />
        </label>
        {failed && <p role="alert">{t("notReached")}</p>}
        <div className="dialog-actions">
          <button type="submit" className="button button-primary" disabled={busy || !reason}>
            {t("send")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
