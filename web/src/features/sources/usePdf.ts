import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { currentConnection } from "@/shared/connection";

type PdfText = typeof import("@/features/sources/pdfText");
type Pdf = Awaited<ReturnType<PdfText["openPdf"]>>;

export interface OpenPdf {
  pdf: Pdf;
  text: PdfText;
}

/** The document's text, loaded behind the picture; on a weak line only once it is `wanted`. */
export function usePdf(documentId: string, wanted: boolean) {
  const query = useQuery({
    queryKey: ["pdf", documentId],
    queryFn: async (): Promise<OpenPdf> => {
      const text = await import("@/features/sources/pdfText");
      return { text, pdf: await text.openPdf(documentId) };
    },
    enabled: wanted || currentConnection() === "online",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    structuralSharing: false,
  });
  return { open: query.data ?? null, failed: query.isError };
}

/** Hits of a search, as they come; `at` is the one that is shown. */
export function usePdfSearch(open: OpenPdf | null, query: string) {
  const [hits, setHits] = useState<import("@/features/sources/pdfText").Hit[]>([]);
  const [page, setPage] = useState<number | null>(null);
  useEffect(() => {
    setHits([]);
    if (!open || query === "") return;
    const abort = new AbortController();
    const search = async () => {
      const found = open.text.findInPdf(open.pdf, query, abort.signal, setPage);
      for await (const hit of found) if (!abort.signal.aborted) setHits((all) => [...all, hit]);
      if (!abort.signal.aborted) setPage(null);
    };
    search().catch(() => setPage(null));
    return () => abort.abort();
  }, [open, query]);
  return { hits, searching: page };
}
