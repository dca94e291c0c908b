import { useEffect, useState } from "react";
import { type OpenPdf, usePdfSearch } from "@/features/sources/usePdf";
import type { Box } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { useStable } from "@/shared/stable";
import { IconButton } from "@/shared/ui/IconButton";

interface Props {
  open: OpenPdf | null;
  failed: boolean;
  onHit: (page: number, boxes: Box[]) => void;
}

/** Search in the whole document; Enter goes to the next hit. */
export function PageSearch({ open, failed, onHit }: Props) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { hits, searching } = usePdfSearch(open, query);
  const show = useStable(onHit);
  const hit = hits[at];
  useEffect(() => {
    if (hit) show(hit.page, hit.boxes);
  }, [hit, show]);
  const step = (by: number) => setAt((now) => (hits.length ? (now + by + hits.length) % hits.length : 0));
  const status = failed
    ? t("notLoaded")
    : hits.length > 0
      ? t("hitOf", { n: at + 1, total: hits.length })
      : searching !== null && open
        ? t("searching", { n: searching, total: open.pdf.numPages })
        : query && t("noHit");
  return (
    <form
      className="page-search"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === query) return step(1);
        setAt(0);
        setQuery(typed.trim());
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it is opened to type into it
        autoFocus
        type="search"
        className="field"
        value={typed}
        placeholder={t("searchDocument")}
        aria-label={t("searchDocument")}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span role="status" className="muted small">
        {status}
      </span>
      <IconButton icon="left" label={t("previousHit")} disabled={hits.length < 2} onClick={() => step(-1)} />
      <IconButton icon="right" label={t("nextHit")} disabled={hits.length < 2} onClick={() => step(1)} />
    </form>
  );
}
