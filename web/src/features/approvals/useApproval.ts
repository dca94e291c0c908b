import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Approval } from "@/shared/api-types";
import { ApiError, getJson, postJson } from "@/shared/http";

export interface Decision {
  decision: "approve" | "reject";
  note: string;
  /** Arguments as whoever approves wants them. */
  changes?: Record<string, string | number>;
}

/** What became of a write, and the way to decide it. What another person decides is seen when the window is looked at again. */
export function useApproval(id: string, onDecided: () => void) {
  const client = useQueryClient();
  const key = ["approvals", id] as const;
  const path = `/api/approvals/${encodeURIComponent(id)}`;
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getJson<Approval>(path, signal),
    retry: 1,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => state.data?.status === "pending" && !state.data.expired && 60_000,
  });
  const decide = useMutation({
    mutationFn: (body: Decision) => postJson<Approval>(path, body),
    onSuccess: (approval) => {
      if (approval) client.setQueryData(key, approval);
      onDecided();
    },
    onError: (error) => {
      // decided elsewhere, or expired: show what it is now
      if (error instanceof ApiError && error.status === 409) void client.invalidateQueries({ queryKey: key });
    },
  });
  return { approval: query.data, loading: query.isPending, unknown: query.error, decide };
}
