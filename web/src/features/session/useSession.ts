import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Person } from "@/shared/api-types";
import { ApiError, deleteResource, getJson, postJson } from "@/shared/http";

/** The name of the person at the machine itself, where the server asks for no key. */
const LOCAL = "local";

export interface Session {
  /** Who is signed in with a key; null where nobody has to be. */
  name: string | null;
  signedOut: boolean;
  signIn: (key: string) => Promise<void>;
  signOut: () => Promise<void>;
}

/** Who uses this browser. The key itself is in a cookie that no script can read. */
export function useSession(): Session {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => getJson<Person>("/api/session", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    name: data && data.name !== LOCAL ? data.name : null,
    signedOut: error instanceof ApiError && error.status === 401,
    signIn: async (key) => {
      await postJson("/api/session", { key });
      await client.resetQueries();
    },
    signOut: async () => {
      await deleteResource("/api/session");
      window.location.assign("/"); // what one person saw stays in no memory for the next
    },
  };
}
