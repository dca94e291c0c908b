import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Person, SignedOut } from "@/shared/api-types";
import { ApiError, deleteResource, getJson, postJson } from "@/shared/http";
import { forgetServerCopies } from "@/shared/serverCopies";
import { onSignedOut, reportSignedIn } from "@/shared/sessionEvents";

/** The name of the person at the machine itself, where the server asks for no key. */
const LOCAL = "local";

/** A key of one's own, or a code that a browser shows in which one is signed in. */
export type Credential = { key: string } | { code: string };

export interface Session {
  /** Whoever is, or was until the session ended; null before anybody was. */
  person: Person | null;
  /** Whether that is somebody with a key. */
  named: boolean;
  signedOut: boolean;
  /** Neither the server nor this device's copy says who it is. */
  unreachable: boolean;
  signIn: (given: Credential) => Promise<void>;
  signOut: () => Promise<void>;
}

const key = ["session"] as const;

/** `index.html` asks for it too, ahead of the scripts. */
export const sessionQuery = {
  queryKey: key,
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<Person>("/api/session", signal),
  staleTime: Number.POSITIVE_INFINITY,
};

/** Who uses this browser. The key itself is in a cookie that no script can read. */
export function useSession(): Session {
  const client = useQueryClient();
  const { data, error } = useQuery(sessionQuery);
  useEffect(() => onSignedOut(() => void client.invalidateQueries({ queryKey: key })), [client]);
  return {
    person: data ?? null,
    named: data !== undefined && data.name !== LOCAL,
    signedOut: error instanceof ApiError && error.status === 401,
    unreachable: data === undefined && error !== null && !(error instanceof ApiError && error.status === 401),
    signIn: async (given) => {
      const person = await postJson<Person>("/api/session", given);
      if (data && person?.name !== data.name) return startAfresh();
      client.setQueryData(key, person);
      reportSignedIn();
      await client.invalidateQueries();
    },
    signOut: async () => {
      const out = await deleteResource<SignedOut>("/api/session");
      await startAfresh(out?.at_provider);
    },
  };
}

/** What one person saw stays in no memory for the next. */
async function startAfresh(at = "/"): Promise<void> {
  await forgetServerCopies();
  window.location.assign(at);
}
