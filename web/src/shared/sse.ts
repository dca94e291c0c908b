/** Server-Sent Events from a fetch body (EventSource can neither POST nor set `Last-Event-ID`). */

export interface SseMessage {
  id: string | null;
  data: string;
}

/** Parser state between chunks: feed text in any split, get whole messages out. */
export function createSseParser(): (chunk: string) => SseMessage[] {
  let buffer = "";
  return (chunk) => {
    buffer = (buffer + chunk).replace(/\r\n/g, "\n");
    const blocks = buffer.split("\n\n");
    buffer = blocks.pop() ?? "";
    return blocks.map(parseBlock).filter((message): message is SseMessage => message !== null);
  };
}

function parseBlock(block: string): SseMessage | null {
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^(id|data): ?(.*)$/.exec(line) ?? [];
    if (field === "id") id = value ?? "";
    if (field === "data") data.push(value ?? "");
  }
  return data.length > 0 ? { id, data: data.join("\n") } : null;
}

/** The messages of one response, until it ends or its connection breaks (which throws). */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncGenerator<SseMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createSseParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
