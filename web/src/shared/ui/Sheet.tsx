import type { ReactNode } from "react";
import { Modal } from "@/shared/ui/Modal";

interface Props {
  open: boolean;
  onClose: () => void;
  side: "left" | "right" | "bottom";
  title: string;
  children: ReactNode;
}

/** A panel over the page for small screens. */
export function Sheet({ open, onClose, side, title, children }: Props) {
  return (
    <Modal open={open} onClose={onClose} className={`sheet sheet-${side}`} label={title}>
      {children}
    </Modal>
  );
}
