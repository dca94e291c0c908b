import { useEffect, useRef, useState } from "react";
import { legibleZoom, pageMarks, pictureScale, zoomRange } from "@/features/sources/geometry";
import { TextOverlay } from "@/features/sources/TextOverlay";
import { usePanZoom } from "@/features/sources/usePanZoom";
import type { OpenPdf } from "@/features/sources/usePdf";
import type { Box } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";

interface Props {
  documentId: string;
  title: string;
  page: number;
  pages: number | null;
  markedPage: number;
  boxes: Box[];
  /** Which of the boxes were taken; null where all may be. */
  taken: boolean[] | null;
  /** Where a search found its words on this page. */
  hit: Box[] | null;
  pdf: OpenPdf | null;
  onPage: (page: number) => void;
}

interface Size {
  width: number;
  height: number;
}

/** A page as printed, with the quoted place marked. Mount it anew (by key) for another citation. */
export function PageView(props: Props) {
  const { documentId, title, page, pages, markedPage, boxes, taken, hit, pdf, onPage } = props;
  const { t } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const mainMark = useRef<HTMLDivElement>(null);
  const { zoom, zoomBy, zoomTo } = usePanZoom(frame);
  const [size, setSize] = useState<Size | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  const marks = size ? pageMarks(page === markedPage ? boxes : [], taken, hit, size) : [];
  const main = marks.find((mark) => mark.of === (hit ? "hit" : "taken")) ?? marks[0];
  const reload = () => {
    setFailed(false);
    setAttempt((n) => n + 1);
  };
  const turnTo = (next: number) => {
    setSize(null);
    setFailed(false);
    onPage(next);
  };
  const start = size ? legibleZoom(marks, frame.current?.clientWidth ?? 0) : 1;
  const place = main ? `${main.left} ${main.top}` : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place on the same page is gone to as well
  useEffect(() => {
    if (!size) return;
    zoomTo(start);
    requestAnimationFrame(() => mainMark.current?.scrollIntoView({ block: "center", inline: "center" }));
  }, [size, start, place, zoomTo]);
  const retry = attempt > 0 ? `&attempt=${attempt}` : "";
  const source = `/api/documents/${encodeURIComponent(documentId)}/pages/${page}?scale=${pictureScale}${retry}`;
  return (
    <div className="page-view">
      <div className="toolbar" role="toolbar" aria-label={t("page", { n: page })}>
        <IconButton
          icon="left"
          label={t("previousPage")}
          disabled={page <= 1}
          onClick={() => turnTo(page - 1)}
        />
        <span className="page-number" aria-live="polite">
          <span className="visually-hidden">
            {pages ? t("pageOf", { n: page, total: pages }) : t("page", { n: page })}
          </span>
          <span aria-hidden="true">{[t("page", { n: page }), pages].filter(Boolean).join(" / ")}</span>
        </span>
        <IconButton
          icon="right"
          label={t("nextPage")}
          disabled={pages !== null && page >= pages}
          onClick={() => turnTo(page + 1)}
        />
        <span className="spacer" />
        {page !== markedPage && (
          <IconButton icon="target" label={t("backToMark")} onClick={() => turnTo(markedPage)} />
        )}
        <IconButton
          icon="minus"
          label={t("zoomOut")}
          disabled={zoom <= zoomRange.min}
          onClick={() => zoomBy(1 / 1.5)}
        />
        <IconButton
          icon="plus"
          label={t("zoomIn")}
          disabled={zoom >= zoomRange.max}
          onClick={() => zoomBy(1.5)}
        />
        <IconButton
          icon="fit"
          label={t("zoomFit")}
          disabled={zoom === 1}
          className="fit"
          onClick={() => zoomTo(1)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <section className="page-frame" ref={frame} tabIndex={0} aria-label={t("page", { n: page })}>
        {failed ? (
          <div className="load-error">
            <p>{t("pageNotLoaded")}</p>
            <button type="button" className="button" onClick={reload}>
              {t("retry")}
            </button>
          </div>
        ) : (
          <div className={`page-sheet ${size ? "" : "page-loading"}`} style={{ width: `${zoom * 100}%` }}>
            {!size && <p className="page-wait">{t("loadingPage")}</p>}
            <img
              key={source}
              src={source}
              draggable={false}
              alt={t("pagePicture", { title, page: page, n: page })}
              onLoad={(event) => {
                const { naturalWidth: width, naturalHeight: height } = event.currentTarget;
                setSize({ width, height });
              }}
              onError={() => setFailed(true)}
            />
            {pdf && size && <TextOverlay open={pdf} page={page} />}
            {marks.map((mark) => (
              <div
                key={`${mark.of} ${mark.left} ${mark.top} ${mark.width}`}
                ref={mark === main ? mainMark : undefined}
                className={`mark mark-${mark.of}`}
                style={{
                  left: `${mark.left}%`,
                  top: `${mark.top}%`,
                  width: `${mark.width}%`,
                  height: `${mark.height}%`,
                }}
              />
            ))}
          </div>
        )}
      </section>
    </div>
  );
}
