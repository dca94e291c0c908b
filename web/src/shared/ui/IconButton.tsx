import type { ButtonHTMLAttributes, Ref } from "react";
import { Icon, type IconName } from "@/shared/ui/Icon";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  icon: IconName;
  label: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A glove-size button with a picture; its label is read aloud and shown on hover. */
export function IconButton({ icon, label, className = "", ...rest }: Props) {
  return (
    <button type="button" title={label} aria-label={label} className={`icon-button ${className}`} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
