import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Thread, ThreadSummary, ThreadTurn } from "@/shared/api-types";
import { deleteResource, getJson, patchJson } from "@/shared/http";

export const threadsKey = ["threads"] as const;
export const threadKey = (id: string) => ["threads", id] as const;

/** Turns that are fetched at a time. */
const PAGE = 15;
const noTurns: ThreadTurn[] = [];
const path = (id: string) => `/api/threads/${encodeURIComponent(id)}`;

export function useThreads() {
  return useQuery({
    queryKey: threadsKey,
    queryFn: ({ signal }) => getJson<ThreadSummary[]>("/api/threads?limit=200", signal),
    staleTime: 30_000,
  });
}

/** One conversation, its newest turns first fetched, earlier ones when they are looked for. */
export function useThread(id: string | null) {
  const query = useInfiniteQuery({
    queryKey: threadKey(id ?? ""),
    queryFn: ({ signal, pageParam }) =>
      getJson<Thread>(`${path(id ?? "")}?last=${PAGE}${pageParam ? `&before=${pageParam}` : ""}`, signal),
    initialPageParam: "",
    getNextPageParam: (page) => (page.earlier ? page.turns[0]?.id : undefined),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const pages = query.data?.pages;
  const turns = useMemo(
    () => (pages ? [...pages].reverse().flatMap((page) => page.turns) : noTurns),
    [pages],
  );
  return {
    turns,
    asset: pages?.[0]?.asset ?? null,
    isLoading: query.isLoading,
    error: query.error,
    refetch: query.refetch,
    earlier: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loadingEarlier: query.isFetchingNextPage,
  };
}

export function useRenameThread() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      patchJson<ThreadSummary>(path(id), { title }),
    onSuccess: () => client.invalidateQueries({ queryKey: threadsKey, exact: true }),
  });
}

export function useDeleteThread() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(path(id)),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: threadKey(id) });
      return client.invalidateQueries({ queryKey: threadsKey, exact: true });
    },
  });
}
