import { useEffect, useRef } from "react";
import type { OpenPdf } from "@/features/sources/usePdf";

/** The page's text, invisible over its picture: to be selected, copied and read aloud. */
export function TextOverlay({ open, page }: { open: OpenPdf; page: number }) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = layer.current;
    if (!container) return;
    let gone = false;
    const fill = async () => {
      const { TextLayer } = await import("pdfjs-dist");
      const proxy = await open.pdf.getPage(page);
      const viewport = proxy.getViewport({ scale: 1 });
      const textContentSource = await proxy.getTextContent();
      if (gone) return;
      container.replaceChildren();
      const scale = () =>
        container.style.setProperty("--total-scale-factor", `${container.clientWidth / viewport.width}`);
      scale();
      resize = new ResizeObserver(scale);
      resize.observe(container);
      await new TextLayer({ textContentSource, container, viewport }).render();
      container.style.removeProperty("width");
      container.style.removeProperty("height");
    };
    let resize: ResizeObserver | undefined;
    fill().catch(() => undefined); // the picture is enough
    return () => {
      gone = true;
      resize?.disconnect();
    };
  }, [open, page]);
  return <div className="text-layer" ref={layer} />;
}
