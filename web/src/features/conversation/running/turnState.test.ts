import { describe, expect, it } from "vitest";
import { answerWith } from "@/features/conversation/answer/testAnswer";
import { mergeTurns } from "@/features/conversation/running/mergeTurns";
import type { RunEvent } from "@/features/conversation/running/runEvents";
import {
  joinSentences,
  newTurn,
  reduceTurn,
  type Said,
  stretchesOf,
  type TurnState,
} from "@/features/conversation/running/turnState";

const events: RunEvent[] = [
  { type: "RUN_STARTED", threadId: "th-1", runId: "run-1" },
  { type: "CUSTOM", name: "status", value: { text: "Looking at WTG-07" } },
  { type: "TOOL_CALL_START", toolCallId: "t1", toolCallName: "lookup_alarm" },
  { type: "TOOL_CALL_ARGS", toolCallId: "t1", delta: '{"code":' },
  { type: "TOOL_CALL_ARGS", toolCallId: "t1", delta: '"309"}' },
  { type: "TOOL_CALL_END", toolCallId: "t1" },
  { type: "TOOL_CALL_RESULT", toolCallId: "t1", content: '{"status":"timeout","ms":2000}' },
  { type: "CUSTOM", name: "warning", value: { text: "Hot oil [1].", level: "danger" } },
  { type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta: "1. Lock the rotor [1]." },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta: "2. Drain [1]." },
  { type: "TEXT_MESSAGE_END", messageId: "m1" },
  { type: "CUSTOM", name: "answer", value: answerWith() },
  { type: "RUN_FINISHED" },
];

const said: Said[] = [
  { kind: "warning", warning: { text: "Hot oil [1].", level: "danger" } },
  { kind: "sentence", text: "1. Lock the rotor [1]." },
  { kind: "sentence", text: "2. Drain [1]." },
];

function play(turn: TurnState, from = 0, to = events.length): TurnState {
  return events
    .slice(from, to)
    .reduce((state, event, i) => reduceTurn(state, { kind: "event", id: `${from + i + 1}`, event }), turn);
}

describe("the turn reducer", () => {
  it("shows tools, warnings, sentences and at last the answer", () => {
    const running = play(newTurn("k", "q"), 0, 11);
    expect(running).toMatchObject({
      phase: "running",
      runId: "run-1",
      lastEventId: "11",
      status: "Looking at WTG-07",
      tools: [{ id: "t1", name: "lookup_alarm", args: '{"code":"309"}', status: "timeout", ms: 2000 }],
      said,
      answer: null,
    });
    expect(play(running, 11)).toMatchObject({ phase: "done", answer: { id: "run-1" } });
  });

  it("ends the same when the line breaks anywhere and events repeat", () => {
    const whole = play(newTurn("k", "q"));
    for (let cut = 1; cut < events.length; cut += 1) {
      const broken = reduceTurn(play(newTurn("k", "q"), 0, cut), { kind: "phase", phase: "resuming" });
      expect(play(broken, Math.max(0, cut - 3)), `cut after ${cut}`).toEqual(whole);
    }
  });

  it("keeps what came when the run fails, and a stop stays a stop", () => {
    const running = play(newTurn("k", "q"), 0, 11);
    const error: RunEvent = { type: "RUN_ERROR", message: "No manuals." };
    expect(reduceTurn(running, { kind: "event", id: "12", event: error })).toMatchObject({
      phase: "failed",
      said,
      error: { message: "No manuals." },
    });
    const stopped = reduceTurn(running, { kind: "phase", phase: "stopped" });
    expect(reduceTurn(stopped, { kind: "event", id: "12", event: error }).phase).toBe("stopped");
    expect(reduceTurn(stopped, { kind: "phase", phase: "resuming" }).phase).toBe("stopped");
  });

  it("ends when the server lost the run, whose only event is its end, and when somebody stopped it", () => {
    const running = play(newTurn("k", "q"), 0, 11);
    const lost: RunEvent = { type: "RUN_ERROR", message: "The server stopped.", code: "failed" };
    expect(reduceTurn(running, { kind: "event", id: "1", event: lost })).toMatchObject({
      phase: "failed",
      said,
    });
    const stopped: RunEvent = { type: "RUN_ERROR", message: "The run was cancelled.", code: "cancelled" };
    expect(reduceTurn(running, { kind: "event", id: "12", event: stopped })).toMatchObject({
      phase: "stopped",
      error: null,
    });
  });

  it("ignores events of a newer server", () => {
    const turn = newTurn("k", "q");
    const event = { type: "THINKING_START" } as unknown as RunEvent;
    expect(reduceTurn(turn, { kind: "event", id: null, event })).toEqual(turn);
  });
});

it("keeps each warning right before the sentence that it came with", () => {
  const late: Said = { kind: "warning", warning: { text: "690 V.", level: "danger" } };
  expect(stretchesOf([...said, late, { kind: "sentence", text: "3. Open Q1." }])).toEqual([
    {
      warnings: [{ text: "Hot oil [1].", level: "danger" }],
      sentences: ["1. Lock the rotor [1].", "2. Drain [1]."],
    },
    { warnings: [{ text: "690 V.", level: "danger" }], sentences: ["3. Open Q1."] },
  ]);
});

describe("joining sentences", () => {
  it.each([
    [["1. A [1].", "2. B [1]."], "1. A [1].\n2. B [1]."],
    [["A ", "B"], "A B"],
    [["A", "\n\nB"], "A\n\nB"],
  ])("%j", (sentences, text) => expect(joinSentences(sentences)).toBe(text));
});

describe("merging kept and live turns", () => {
  const kept = {
    ...{ id: "run-1", thread_id: "th-1", owner: "ann", question: "q", created: "" },
    ...{ answer: answerWith(), status: "answered" },
  };

  it("shows a turn once, whether the server already keeps it or not", () => {
    const live = play(newTurn("k", "q"));
    expect(mergeTurns([kept], [live]).map((turn) => turn.key)).toEqual(["k"]);
    expect(mergeTurns([{ ...kept, answer: null, id: "t-1" }], [newTurn("k", "q")])).toHaveLength(1);
    expect(mergeTurns([kept], [newTurn("k", "q")])).toHaveLength(2);
  });

  it("keeps what this device had of a broken turn in its place, and says how others ended", () => {
    const broken = { ...play(newTurn("k", "q"), 0, 11), phase: "failed" as const };
    const lost = { ...kept, answer: null, status: "failed" };
    const stopped = { ...kept, id: "run-0", answer: null, status: "cancelled" };
    const turns = mergeTurns([stopped, lost, { ...kept, id: "run-2" }], [broken]);
    expect(turns.map(({ phase }) => phase)).toEqual(["stopped", "failed", "done"]);
    expect(turns[1]?.said).toEqual(said);
    expect(mergeTurns([kept], [broken])[0]?.phase).toBe("done");
  });
});
