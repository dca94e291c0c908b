import { Dialog, RadioGroup } from "radix-ui";
import { useState } from "react";
import { useLanguage } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";
import { IconButton } from "@/shared/ui/IconButton";

const reasons: { value: string; word: WordKey }[] = [
  { value: "wrong value or step", word: "reasonWrong" },
  { value: "not for this turbine", word: "reasonTurbine" },
  { value: "something is missing", word: "reasonMissing" },
  { value: "hard to understand", word: "reasonUnclear" },
  { value: "unsafe", word: "reasonSafety" },
];

interface Props {
  open: boolean;
  busy: boolean;
  failed: boolean;
  onClose: () => void;
  onSend: (reason: string, correction: string) => void;
}

/** Why an answer did not help: one tap, and words if the technician has time. */
export function FeedbackForm({ open, busy, failed, onClose, onSend }: Props) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const [correction, setCorrection] = useState("");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <div className="dialog-head">
            <Dialog.Title>{t("feedbackTitle")}</Dialog.Title>
            <IconButton icon="close" label={t("close")} className="quiet" onClick={onClose} />
          </div>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onSend(reason, correction.trim());
            }}
          >
            <RadioGroup.Root
              value={reason}
              onValueChange={setReason}
              className="choice-list"
              aria-label={t("feedbackTitle")}
            >
              {reasons.map(({ value, word }) => (
                <RadioGroup.Item key={value} value={value} className="choice">
                  {t(word)}
                </RadioGroup.Item>
              ))}
            </RadioGroup.Root>
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
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
