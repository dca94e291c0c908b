/** Server-Sent Events from a fetch body (EventSource can neither POST nor set `Last-Event-ID`). */
import { createParser, type EventSourceMessage } from "eventsource-parser";

/** The messages of one response, until it ends or its connection breaks (which throws). */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncGenerator<EventSourceMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => ready.push(message) });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
