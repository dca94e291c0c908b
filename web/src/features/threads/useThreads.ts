import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Thread, ThreadSummary } from "@/shared/api-types";
import { deleteResource, getJson, postJson } from "@/shared/http";

export const threadsKey = ["threads"] as const;
export const threadKey = (id: string) => ["threads", id] as const;

export function useThreads() {
  return useQuery({
    queryKey: threadsKey,
    queryFn: ({ signal }) => getJson<ThreadSummary[]>("/api/threads", signal),
    staleTime: 30_000,
  });
}

export function useThread(id: string | null) {
  return useQuery({
    queryKey: threadKey(id ?? ""),
    queryFn: ({ signal }) => getJson<Thread>(`/api/threads/${encodeURIComponent(id ?? "")}`, signal),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Start a thread on the server; its title is the first question. */
export async function createThread(title: string, asset: string | null): Promise<string> {
  const body = { title: title.slice(0, 80), ...(asset ? { asset } : {}) };
  const thread = await postJson<{ id: string }>("/api/threads", body);
  if (!thread) throw new Error("the server gave no thread");
  return thread.id;
}

export function useDeleteThread() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/api/threads/${encodeURIComponent(id)}`),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: threadKey(id) });
      return client.invalidateQueries({ queryKey: threadsKey, exact: true });
    },
  });
}
