import { useState } from "react";
import { citedLines } from "@/features/sources/citedLines";
import { PageSearch } from "@/features/sources/PageSearch";
import { PageView } from "@/features/sources/PageView";
import { useDocument } from "@/features/sources/useDocument";
import { usePdf } from "@/features/sources/usePdf";
import type { Answer, Asset, Box, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { languageName } from "@/shared/i18n/languages";

interface Props {
  citation: Citation;
  claims: Answer["claims"];
  asset: Asset | null;
  documentId: string;
  markedPage: number;
  searching: boolean;
}

/** The page that was cited, with what was taken from it marked; the rest of the document can be turned to and searched. */
export function CitedPage({ citation, claims, asset, documentId, markedPage, searching }: Props) {
  const { t, language } = useLanguage();
  const [page, setPage] = useState(markedPage);
  const [hit, setHit] = useState<{ page: number; boxes: Box[] } | null>(null);
  const { open, failed } = usePdf(documentId, searching);
  const { data: about } = useDocument(documentId, asset);
  const taken = citedLines(citation, claims);
  const facts = [
    asset && about?.applies === true && t("appliesYes", { tag: asset.serial || asset.tag }),
    about?.language &&
      about.language !== language &&
      t("sourceIn", { language: languageName(about.language, language) }),
  ].filter(Boolean);
  return (
    <>
      {about?.superseded_by && (
        <p className="notice" role="note">
          {t("supersededDocument", { by: about.superseded_by_title || about.superseded_by })}
        </p>
      )}
      {asset && about?.applies === false && (
        <p className="notice" role="note">
          {t("appliesNo", { tag: asset.serial || asset.tag })}
        </p>
      )}
      {facts.length > 0 && <p className="muted small">{facts.join(" · ")}</p>}
      {searching && (
        <PageSearch
          open={open}
          failed={failed}
          onHit={(to, boxes) => {
            setHit({ page: to, boxes });
            setPage(to);
          }}
        />
      )}
      <PageView
        documentId={documentId}
        title={citation.title}
        page={page}
        pages={about?.pages ?? null}
        markedPage={markedPage}
        boxes={citation.boxes}
        taken={taken}
        hit={hit?.page === page ? hit.boxes : null}
        pdf={open}
        onPage={(to) => {
          setHit(null);
          setPage(to);
        }}
      />
    </>
  );
}
