import { useQuery } from "@tanstack/react-query";
import type { Approval } from "@/shared/api-types";
import { getJson } from "@/shared/http";

/** What waits for this person's decision, oldest first. */
export function useInbox() {
  return useQuery({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => getJson<Approval[]>("/api/approvals", signal),
    select: (all) => all.filter((approval) => approval.may_decide),
    refetchInterval: 60_000,
    staleTime: 15_000,
  });
}
