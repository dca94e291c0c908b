import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { IndexedDocument, IngestJob } from "@/shared/api-types";
import { ApiError, deleteResource, getJson, postJson } from "@/shared/http";

const key = ["documents"] as const;

export function useDocuments() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<IndexedDocument[]>("/api/documents", signal),
    staleTime: 30_000,
  });
}

export function useRemoveDocument() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/api/documents/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

const active = ({ state }: IngestJob) => state === "waiting" || state === "running";

/** What is being read into the library and what became of it, newest first; the documents are looked up anew as jobs end. */
export function useIngestJobs() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["ingest jobs"],
    queryFn: ({ signal }) => getJson<IngestJob[]>("/api/documents/jobs", signal),
    refetchInterval: ({ state }) => state.data?.some(active) && 1000,
  });
  const running = query.data?.filter(active).length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one more has ended
  useEffect(() => void client.invalidateQueries({ queryKey: key }), [running, client]);
  return query.data ?? [];
}

export const cancelJob = (id: string) =>
  postJson<IngestJob>(`/api/documents/jobs/${encodeURIComponent(id)}/cancel`, {});

/** Send files to be indexed. `sent` is the share that has arrived, 0 to 1; at 1 the server reads them. */
export function useUpload(readers: Record<string, string>) {
  const client = useQueryClient();
  const [sent, setSent] = useState(0);
  const upload = useMutation({
    mutationFn: (files: readonly File[]) => send(files, readers, setSent),
    onMutate: () => setSent(0),
    onSuccess: () => client.invalidateQueries({ queryKey: ["ingest jobs"] }),
  });
  return { upload, sent };
}

/** `fetch` cannot tell how much of a body has been sent. */
function send(
  files: readonly File[],
  readers: Record<string, string>,
  onSent: (share: number) => void,
): Promise<IngestJob> {
  const body = new FormData();
  for (const [name, value] of Object.entries(readers)) body.append(name, value);
  for (const file of files) body.append("files", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onSent(loaded / total);
    request.upload.onload = () => onSent(1);
    request.onerror = () => reject(new TypeError("the upload broke off"));
    request.onload = () => {
      const said = request.response as { detail?: string } | null;
      if (request.status >= 400) reject(new ApiError(request.status, said?.detail ?? request.statusText));
      else resolve(request.response as IngestJob);
    };
    request.send(body);
  });
}
