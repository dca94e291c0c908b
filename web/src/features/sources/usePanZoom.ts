import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { clampZoom } from "@/features/sources/geometry";

interface Anchor {
  x: number;
  y: number;
  fx: number;
  fy: number;
}

/** Zoom about the fingers or the pointer; panning is the box's own scrolling, or dragging with a mouse. */
export function usePanZoom(frame: RefObject<HTMLDivElement | null>) {
  const [zoom, setZoom] = useState(1);
  const anchor = useRef<Anchor | null>(null);

  const zoomBy = useCallback(
    (factor: number, clientX?: number, clientY?: number) => {
      const box = frame.current;
      if (!box) return;
      const rect = box.getBoundingClientRect();
      const x = (clientX ?? rect.left + rect.width / 2) - rect.left;
      const y = (clientY ?? rect.top + rect.height / 2) - rect.top;
      anchor.current = {
        x,
        y,
        fx: (box.scrollLeft + x) / box.scrollWidth,
        fy: (box.scrollTop + y) / box.scrollHeight,
      };
      setZoom((now) => clampZoom(now * factor));
    },
    [frame],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the anchor is applied once the new zoom is laid out
  useLayoutEffect(() => {
    const box = frame.current;
    const kept = anchor.current;
    if (!box || !kept) return;
    box.scrollLeft = kept.fx * box.scrollWidth - kept.x;
    box.scrollTop = kept.fy * box.scrollHeight - kept.y;
    anchor.current = null;
  }, [zoom]);

  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    return listen(box, zoomBy);
  }, [frame, zoomBy]);

  return { zoom, zoomBy, zoomTo: setZoom };
}

function onText({ target, pointerType }: PointerEvent): boolean {
  return pointerType === "mouse" && target instanceof Element && target.matches(".text-layer span");
}

function listen(box: HTMLDivElement, zoomBy: (factor: number, x: number, y: number) => void): () => void {
  const pointers = new Map<string, PointerEvent>();
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  };
  const down = (event: PointerEvent) => {
    pointers.set(`${event.pointerId}`, event);
    if (onText(event)) return; // text is selected, not dragged
    if (event.pointerType === "mouse") box.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const before = pointers.get(`${event.pointerId}`);
    if (!before) return;
    const was = spread();
    pointers.set(`${event.pointerId}`, event);
    const is = spread();
    if (was > 0 && is > 0) {
      const [a, b] = [...pointers.values()];
      if (a && b) zoomBy(is / was, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
    } else if (event.pointerType === "mouse" && !onText(event)) {
      box.scrollBy(before.clientX - event.clientX, before.clientY - event.clientY);
    }
  };
  const up = (event: PointerEvent) => pointers.delete(`${event.pointerId}`);
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  };
  const double = (event: MouseEvent) => zoomBy(2, event.clientX, event.clientY);
  box.addEventListener("pointerdown", down);
  box.addEventListener("pointermove", move);
  box.addEventListener("pointerup", up);
  box.addEventListener("pointercancel", up);
  box.addEventListener("wheel", wheel, { passive: false });
  box.addEventListener("dblclick", double);
  return () => {
    box.removeEventListener("pointerdown", down);
    box.removeEventListener("pointermove", move);
    box.removeEventListener("pointerup", up);
    box.removeEventListener("pointercancel", up);
    box.removeEventListener("wheel", wheel);
    box.removeEventListener("dblclick", double);
  };
}
