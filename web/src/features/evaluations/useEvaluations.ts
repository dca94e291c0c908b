import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CaseLabel,
  Comparison,
  Drifted,
  EvaluatedCase,
  EvaluationRun,
  RunWithCases,
  Trend,
} from "@/shared/api-types";
import { getJson, putJson } from "@/shared/http";

const base = "/api/evaluations";
const seg = encodeURIComponent;

/** Runs do not change once they are kept; new ones come. */
function useKept<T>(path: string, staleTime = 30_000) {
  return useQuery({
    queryKey: ["evaluations", path],
    queryFn: ({ signal }) => getJson<T>(base + path, signal),
    staleTime,
  });
}

export const useRunList = () => useKept<EvaluationRun[]>("/runs");
export const useTrends = () => useKept<Trend[]>("/trends");
export const useDrift = () => useKept<Drifted[]>("/drift");
export const useRun = (id: string) => useKept<RunWithCases>(`/runs/${seg(id)}`);
export const useCase = (run: string, number: number) =>
  useKept<EvaluatedCase>(`/runs/${seg(run)}/cases/${number}`);
export const useComparison = (before: string, after: string) =>
  useKept<Comparison>(`/compare?before=${seg(before)}&after=${seg(after)}`);

export interface NewLabel {
  verdict: CaseLabel["verdict"];
  note: string;
}

export function useLabel(run: string, number: number) {
  const client = useQueryClient();
  const path = `/runs/${seg(run)}/cases/${number}`;
  return useMutation({
    mutationFn: (label: NewLabel) => putJson<CaseLabel>(`${base}${path}/label`, label),
    onSuccess: () => client.invalidateQueries({ queryKey: ["evaluations", path] }),
  });
}
