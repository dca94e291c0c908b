import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  open: boolean;
  /** Absent where there is no way round it. */
  onClose?: () => void;
  className: string;
  label: string;
  children: ReactNode;
}

/** The browser's own dialog: focus goes in, stays in and comes back; Esc and a tap beside it close it. */
export function Modal({ open, onClose, className, label, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the keyboard's way, as `onCancel`
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => event.target === dialog.current && onClose?.()}
    >
      {open && <div className="modal-body">{children}</div>}
    </dialog>
  );
}
