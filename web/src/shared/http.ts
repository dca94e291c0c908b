/** JSON over HTTP, with the server's problem documents as errors people can read. */
import type { Problem } from "@/shared/api-types";
import { reportSignedOut } from "@/shared/sessionEvents";

/** The server answered, and the answer is a refusal. `message` is the server's own sentence. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly requestId: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** Turn a response that is not 2xx into an `ApiError`. */
export async function problemFrom(response: Response): Promise<ApiError> {
  const fallback = `${response.status} ${response.statusText}`.trim();
  try {
    const problem = (await response.json()) as Partial<Problem>;
    const text = problem.detail || problem.title || fallback;
    return new ApiError(response.status, text, problem.request_id ?? null);
  } catch {
    return new ApiError(response.status, fallback);
  }
}

/** `fetch`, which also says when the session has ended. Throws: `ApiError` where it is refused. */
export async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (response.status === 401 && path !== "/api/session") reportSignedOut();
  if (!response.ok) throw await problemFrom(response);
  return response;
}

function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  return request(path, {
    method,
    signal: signal ?? null,
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await send("GET", path, undefined, signal)).json() as Promise<T>;
}

/** POST; `null` where the server has nothing to say. */
export async function postJson<T>(path: string, body: unknown): Promise<T | null> {
  const response = await send("POST", path, body);
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : null;
}

export async function putJson<T>(path: string, body: unknown): Promise<T> {
  return (await send("PUT", path, body)).json() as Promise<T>;
}

export async function patchJson<T>(path: string, body: unknown): Promise<T> {
  return (await send("PATCH", path, body)).json() as Promise<T>;
}

/** DELETE; `null` where the server has nothing to say. */
export async function deleteResource<T>(path: string): Promise<T | null> {
  const text = await (await send("DELETE", path)).text();
  return text ? (JSON.parse(text) as T) : null;
}
