import type { ReactNode } from "react";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";
import { Modal } from "@/shared/ui/Modal";

interface Props {
  open?: boolean;
  onClose: () => void;
  title: string;
  /** What it is about, where that is more than its title. */
  label?: string;
  children: ReactNode;
}

/** A question or a form over the page, under its title and the way out. */
export function Dialog({ open = true, onClose, title, label = title, children }: Props) {
  const { t } = useLanguage();
  return (
    <Modal open={open} onClose={onClose} className="dialog" label={label}>
      <div className="dialog-head">
        <h2>{title}</h2>
        <IconButton icon="close" label={t("close")} className="quiet" onClick={onClose} />
      </div>
      {children}
    </Modal>
  );
}
