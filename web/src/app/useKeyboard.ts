import { type RefObject, useEffect } from "react";

interface Keys {
  input: RefObject<HTMLTextAreaElement | null>;
  onEscape: () => void;
  onStep: ((by: number) => void) | null;
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches("input, textarea, select, [contenteditable], [role=radio]")
  );
}

/** `/` to the question field, Esc closes the source, left and right arrows walk the sources. */
export function useKeyboard({ input, onEscape, onStep }: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") onEscape();
      if (typing(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        input.current?.focus();
      }
      const scrolling =
        event.target instanceof HTMLElement && event.target.matches(".page-frame, [role=menuitemradio]");
      if (onStep && !scrolling && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
        event.preventDefault();
        onStep(event.key === "ArrowRight" ? 1 : -1);
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [input, onEscape, onStep]);
}
