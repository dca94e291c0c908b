import { useQuery } from "@tanstack/react-query";
import type { Asset, DocumentSummary } from "@/shared/api-types";
import { getJson } from "@/shared/http";

/** What is known of a document, and whether it applies to the turbine that is asked about. */
export function useDocument(id: string | null, asset: Asset | null) {
  return useQuery({
    queryKey: ["document", id, asset?.tag],
    queryFn: ({ signal }) =>
      getJson<DocumentSummary>(
        `/api/documents/${encodeURIComponent(id ?? "")}?asset=${encodeURIComponent(asset?.tag ?? "")}`,
        signal,
      ),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
