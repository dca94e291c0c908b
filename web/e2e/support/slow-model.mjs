// An OpenAI-compatible endpoint that searches once and then writes sentence by sentence, as slowly as a journey needs.
import { createServer } from "node:http";

const sentences = [
  "The brake lining must be replaced when it is thinner than 4.5 mm [1].\n",
  "Set the air gap to 0.6 mm [1].\n",
  "Tighten the cover screws to 25 Nm crosswise [1].\n",
];

/** `gate` is asked before each thing said: it may wait. `asked` counts the requests; `asks` is what it asks back. */
export async function startSlowModel() {
  const model = {
    asked: 0,
    asks: null,
    hold: { plan: false, after: Number.POSITIVE_INFINITY },
    url: "",
    close: null,
  };
  const waiters = [];
  model.release = () => {
    model.hold = { plan: false, after: Number.POSITIVE_INFINITY };
    for (const go of waiters.splice(0)) go();
  };
  const held = () => new Promise((resolve) => waiters.push(resolve));

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    model.asked += 1;
    const { messages = [], stream } = body ? JSON.parse(body) : {};
    const called = (name) =>
      messages.some(({ tool_calls }) => tool_calls?.some((call) => call.function.name === name));
    const searched = called("search_manuals");
    const asking = model.asks && !called("ask_person");
    if (model.hold.plan) await held();
    const send = (delta, finish = null) => {
      const choice = stream
        ? { index: 0, delta, finish_reason: finish }
        : { index: 0, message: { role: "assistant", ...delta }, finish_reason: finish ?? "stop" };
      const chunk = {
        id: "c",
        object: stream ? "chat.completion.chunk" : "chat.completion",
        created: 0,
        model: "slow",
        choices: [choice],
      };
      response.write(stream ? `data: ${JSON.stringify(chunk)}\n\n` : JSON.stringify(chunk));
    };
    response.writeHead(200, { "Content-Type": stream ? "text/event-stream" : "application/json" });
    if (asking || !searched) {
      const name = asking ? "ask_person" : "search_manuals";
      const args = asking ? model.asks : { query: "replacing the brake lining" };
      const call = {
        index: 0,
        id: `call-${name}`,
        type: "function",
        function: { name, arguments: JSON.stringify(args) },
      };
      send({ role: "assistant", content: null, tool_calls: [call] }, "tool_calls");
    } else if (!stream) {
      send({ content: sentences.join("") });
    } else {
      for (const [n, content] of sentences.entries()) {
        if (n >= model.hold.after) await held();
        send({ content });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      send({}, "stop");
    }
    response.end(stream ? "data: [DONE]\n\n" : undefined);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  model.url = `http://127.0.0.1:${server.address().port}/v1`;
  model.close = () => {
    model.release();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  model.settings = { NACELLE_MODEL: "openai:slow", OPENAI_BASE_URL: model.url, OPENAI_API_KEY: "none" };
  return model;
}
