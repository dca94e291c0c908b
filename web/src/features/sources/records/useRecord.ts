import { useQuery } from "@tanstack/react-query";
import { getJson } from "@/shared/http";

/** A record as it is now. */
export function useRecord<T>(path: string) {
  return useQuery({
    queryKey: ["record", path],
    queryFn: ({ signal }) => getJson<T>(path, signal),
    staleTime: 30_000,
  });
}
