import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { kindWords } from "@/features/sources/kinds";
import { PageView } from "@/features/sources/PageView";
import { RecordView } from "@/features/sources/RecordView";
import type { Asset, Citation, DocumentSummary } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { getJson } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";

interface Props {
  citations: Citation[];
  active: number;
  /** The turbine that is asked about. */
  asset: Asset | null;
  onShow: (n: number) => void;
  onClose: () => void;
}

/** One source of an answer: the page or record itself, and the exact words that were quoted. */
export function SourceViewer({ citations, active, onShow, onClose }: Props) {
  const { t } = useLanguage();
  const at = citations.findIndex((citation) => citation.n === active);
  const citation = citations[at];
  if (!citation) return null;
  const step = (by: number) => {
    const next = citations[at + by];
    if (next) onShow(next.n);
  };
  return (
    <div className="viewer">
      <header className="viewer-head">
        <div className="viewer-nav">
          <IconButton icon="left" label={t("previousSource")} disabled={at === 0} onClick={() => step(-1)} />
          <span>{t("sourceOf", { n: at + 1, total: citations.length })}</span>
          <IconButton
            icon="right"
            label={t("nextSource")}
            disabled={at === citations.length - 1}
            onClick={() => step(1)}
          />
          <span className="spacer" />
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </div>
        <SourceTitle citation={citation} />
      </header>
      <div className="viewer-body" key={`${citation.document_id ?? citation.source_id} ${citation.n}`}>
        {citation.document_id && citation.page !== null ? (
          <CitedPage citation={citation} documentId={citation.document_id} markedPage={citation.page} />
        ) : (
          <RecordView citation={citation} />
        )}
        <section className="quote">
          <h3>{t("quote")}</h3>
          <blockquote>{citation.quote}</blockquote>
        </section>
      </div>
    </div>
  );
}

function SourceTitle({ citation }: { citation: Citation }) {
  const { t, language } = useLanguage();
  const parts = [
    t(kindWords[citation.kind]),
    citation.source_id,
    citation.revision && t("revision", { rev: citation.revision }),
    citation.kind !== "manual" && citation.as_of ? t("asOf", { time: when(citation.as_of, language) }) : null,
  ];
  return (
    <>
      <h2 className="viewer-title">{citation.title}</h2>
      <p className="muted">{parts.filter(Boolean).join(" · ")}</p>
      {citation.section && <p className="viewer-section">{citation.section}</p>}
    </>
  );
}

interface CitedPageProps {
  citation: Citation;
  documentId: string;
  markedPage: number;
}

function CitedPage({ citation, documentId, markedPage }: CitedPageProps) {
  const { t } = useLanguage();
  const [page, setPage] = useState(markedPage);
  const document = useQuery({
    queryKey: ["document", documentId],
    queryFn: ({ signal }) =>
      getJson<DocumentSummary>(`/api/documents/${encodeURIComponent(documentId)}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <>
      {document.data?.superseded_by && (
        <p className="notice" role="note">
          {t("supersededDocument", { by: document.data.superseded_by })}
        </p>
      )}
      <PageView
        documentId={documentId}
        title={citation.title}
        page={page}
        pages={document.data?.pages ?? null}
        markedPage={markedPage}
        boxes={citation.boxes}
        onPage={setPage}
      />
    </>
  );
}
