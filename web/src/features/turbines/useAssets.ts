import { useQuery } from "@tanstack/react-query";
import type { Asset } from "@/shared/api-types";
import { getJson } from "@/shared/http";

export function useAssets() {
  return useQuery({
    queryKey: ["assets"],
    queryFn: ({ signal }) => getJson<Asset[]>("/api/assets", signal),
    staleTime: 60_000,
    refetchInterval: 120_000,
  });
}
