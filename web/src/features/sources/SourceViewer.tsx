import { useRef, useState } from "react";
import { CitedPage } from "@/features/sources/CitedPage";
import { kindWords, recordPlace } from "@/features/sources/kinds";
import { RecordView } from "@/features/sources/records/RecordView";
import { useDocument } from "@/features/sources/useDocument";
import type { Answer, Asset, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { PlainText } from "@/shared/markdown/Markdown";
import { IconButton } from "@/shared/ui/IconButton";

interface Props {
  answer: Answer;
  active: number;
  /** The turbine that is asked about. */
  asset: Asset | null;
  onShow: (n: number) => void;
  onClose: () => void;
}

/** One source of an answer: the page or record itself, and the exact words that were quoted. */
export function SourceViewer({ answer, active, asset, onShow, onClose }: Props) {
  const { t } = useLanguage();
  const [searching, setSearching] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { citations, claims } = answer;
  const at = citations.findIndex((citation) => citation.n === active);
  const citation = citations[at];
  if (!citation) return null;
  const step = (by: number) => {
    const next = citations[at + by];
    if (next) onShow(next.n);
  };
  const paged = citation.document_id !== null && citation.page !== null;
  return (
    <div className="viewer" ref={frame}>
      <header className="viewer-head">
        <div className="viewer-nav">
          <IconButton icon="left" label={t("previousSource")} disabled={at === 0} onClick={() => step(-1)} />
          <span>
            <span className="visually-hidden">{t("sourceOf", { n: at + 1, total: citations.length })}</span>
            <span aria-hidden="true">{`${t("source", { n: at + 1 })} / ${citations.length}`}</span>
          </span>
          <IconButton
            icon="right"
            label={t("nextSource")}
            disabled={at === citations.length - 1}
            onClick={() => step(1)}
          />
          <span className="spacer" />
          {paged && (
            <IconButton
              icon="search"
              label={t("searchDocument")}
              aria-pressed={searching}
              onClick={() => setSearching(!searching)}
            />
          )}
          {document.fullscreenEnabled && (
            <IconButton
              icon="expand"
              label={t("fullScreen")}
              onClick={() => toggleFullScreen(frame.current)}
            />
          )}
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </div>
        <SourceTitle citation={citation} />
      </header>
      <div className="viewer-body" key={`${citation.document_id ?? citation.source_id} ${citation.n}`}>
        {citation.document_id && citation.page !== null ? (
          <CitedPage
            citation={citation}
            claims={claims}
            asset={asset}
            documentId={citation.document_id}
            markedPage={citation.page}
            searching={searching}
          />
        ) : (
          <RecordView citation={citation} asset={asset} />
        )}
        <Quote citation={citation} asset={asset} />
      </div>
    </div>
  );
}

/** The words that were quoted, on demand: the page and the record above show them where they stand. What a model read is never hidden, and named so. */
function Quote({ citation, asset }: { citation: Citation; asset: Asset | null }) {
  const { t } = useLanguage();
  const { data } = useDocument(citation.document_id, asset);
  const read = citation.kind === "picture";
  const alone = read || (citation.page === null && !citation.source_id);
  return (
    <details className="quote" open={alone}>
      <summary>{t(read ? "quoteOfPicture" : "quote")}</summary>
      <blockquote lang={data?.language || undefined}>
        <PlainText text={citation.quote} />
      </blockquote>
    </details>
  );
}

function toggleFullScreen(element: HTMLElement | null) {
  const change = document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen();
  change?.catch(() => undefined);
}

function SourceTitle({ citation }: { citation: Citation }) {
  const { t, language } = useLanguage();
  const { kind, section, revision, title } = citation;
  const place =
    kind === "manual"
      ? [section, revision && t("revision", { rev: revision })].filter(Boolean).join(" · ")
      : recordPlace(citation, t, language);
  return (
    <>
      <h2 className="viewer-title">
        <PlainText text={title} />
      </h2>
      <p className="viewer-place">{place || t(kindWords[kind])}</p>
    </>
  );
}
