import { useLanguage } from "@/shared/i18n/language";

interface Props {
  /** What would be gone. */
  name: string;
  busy: boolean;
  onCancel: () => void;
  onDelete: () => void;
}

/** Asks once more before something is deleted. */
export function ConfirmDelete({ name, busy, onCancel, onDelete }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <p className="muted">{name}</p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          {t("cancel")}
        </button>
        <button type="button" className="button button-danger" disabled={busy} onClick={onDelete}>
          {t("delete")}
        </button>
      </div>
    </>
  );
}
