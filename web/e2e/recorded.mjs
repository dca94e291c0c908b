// Recorded turns for the fake server, in the shapes of the contract.

const ids = { thread_id: "", language: "en", model: "embedded", degraded: null };
const usage = { model_calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 };
const timing = { first_status_ms: 3, first_text_ms: 61, total_ms: 184 };
const empty = {
  claims: [],
  warnings: [],
  citations: [],
  withheld: [],
  gaps: [],
  tool_calls: [],
  approvals: [],
  usage,
  timing,
};

const manual = {
  kind: "manual",
  title: "Kestrel K112-2.4 operation and maintenance manual",
  document_id: "k112-om",
  path: "k112-om.pdf",
  revision: "D",
  source_id: null,
  as_of: null,
};
const record = {
  document_id: null,
  path: null,
  revision: null,
  page: null,
  section: null,
  boxes: [],
  url: null,
};
const asOf = "2026-11-20T06:00:00Z";

export const citations = [
  {
    ...record,
    n: 1,
    kind: "alarm",
    title: "Alarm 309: Yaw brake pressure low",
    source_id: "309",
    as_of: asOf,
    quote:
      "309 Yaw brake pressure low. The pressure at the yaw brakes stayed under 140 bar for 30 s while not yawing.\nCauses: worn pads, leaking caliper seal, accumulator without charge.",
  },
  {
    ...manual,
    n: 2,
    page: 112,
    section: "7.3 Replacing the yaw brake pads",
    boxes: [[72, 196, 523, 262]],
    url: "/api/documents/k112-om/pages/112",
    quote:
      "Stored pressure can move the caliper. Close valve V12, open the drain and read 0 bar on gauge G3 before any hand goes near the pads.",
  },
  {
    ...manual,
    n: 3,
    page: 112,
    section: "7.3 Replacing the yaw brake pads",
    boxes: [
      [72, 318, 523, 336],
      [72, 338, 340, 356],
    ],
    url: "/api/documents/k112-om/pages/112",
    quote: "Apply the rotor lock and hang the lock-out tag at the yaw cabinet.",
  },
  {
    ...manual,
    n: 4,
    page: 113,
    section: "7.3 Replacing the yaw brake pads",
    boxes: [[72, 150, 523, 186]],
    url: "/api/documents/k112-om/pages/113",
    quote: "Fit the caliper bolts M20 and tighten crosswise to 520 Nm in two passes.",
  },
  {
    ...record,
    n: 5,
    kind: "part",
    title: "Yaw brake pad set",
    source_id: "29-1182",
    as_of: asOf,
    quote: "29-1182 Yaw brake pad set. Esbjerg: 6 sets, 2 reserved. Van 3: 1 set.",
  },
  {
    ...record,
    n: 6,
    kind: "work_order",
    title: "Yaw brake pads worn, replaced two of six",
    source_id: "WO-10198",
    as_of: asOf,
    quote:
      "WO-10198 2025-03-11 WTG-07. Pads on caliper 2 and 5 at 3 mm, replaced. Others at 7 mm, check next visit.",
  },
];

export const steps = [
  "Alarm 309 means the yaw brake pressure stayed under **140 bar** for 30 s [1].",
  "1. Apply the rotor lock and hang the lock-out tag at the yaw cabinet [3].",
  "2. Close valve **V12**, open the drain and read **0 bar** on gauge G3 [2].",
  "3. Measure the pads; replace the set below 4 mm and check the caliper seals [3].",
  "4. Fit the caliper bolts M20 and tighten crosswise to **520 Nm** in two passes [4].",
  "Pad set **29-1182** has 4 free in Esbjerg and 1 in Van 3 [5].",
  "On 11 March 2025 two of the six calipers were given new pads; the others were at 7 mm [6].",
];

const UNSURE = "Replaced pads on calipers 2 and 5, rest 7 mm.";

const warnings = [
  {
    level: "danger",
    text: "DANGER: Stored pressure can move the caliper. Read 0 bar on gauge G3 before any hand goes near the pads.",
    citations: [2],
    governs: [2, 3, 4],
  },
  {
    level: "caution",
    text: "CAUTION: Brake dust irritates the lungs. Wear a P3 mask.",
    citations: [3],
    governs: [3],
  },
];

const tools = [
  { name: "lookup_alarm", args: { code: "309" }, status: "ok", ms: 4 },
  { name: "search_manuals", args: { query: "yaw brake pressure low" }, status: "ok", ms: 38 },
  { name: "find_work_orders", args: { asset: "WTG-07" }, status: "ok", ms: 6 },
  { name: "find_parts", args: { query: "yaw brake pad" }, status: "timeout", ms: 2000 },
];

const answer309 = {
  ...ids,
  ...empty,
  status: "partial",
  text: [...steps, `> The source says: ${UNSURE}`].join("\n"),
  citations,
  tool_calls: tools,
  claims: steps.map((text, i) => ({
    text,
    citations: [Number(/\[(\d)\]/.exec(text)[1])],
    verdict: i === steps.length - 1 ? "unsure" : "stated",
    source: i === steps.length - 1 ? UNSURE : "",
  })),
  warnings: warnings.map(({ level: _, ...warning }) => warning),
  withheld: [{ text: "The pads last 24 months.", reason: "value not in evidence: 24 months" }],
  gaps: [{ source: "inventory", reason: "not reachable", as_of: "2026-11-23T09:12:00Z" }],
};

const clarify = {
  ...ids,
  ...empty,
  status: "clarify",
  text: "Code 412 means different things. Which machine is it?\n- K112: Gearbox oil temperature high\n- O138: Generator bearing temperature high",
};

export const pendingApproval = {
  id: "ap-1",
  tool: "reserve_part",
  args: { part: "29-1182", quantity: 1, location: "Esbjerg", work_order: "WO-10234" },
  summary: "Reserve 1 x 29-1182 at Esbjerg for WO-10234",
  expires_at: "2099-01-01T00:00:00Z",
  roles: [],
  site: "",
  requested_by: "local",
};

const approval = {
  ...ids,
  ...empty,
  status: "awaiting_approval",
  text: "This reservation waits for your decision [1].",
  citations: [{ ...citations[4], n: 1 }],
  approvals: [pendingApproval],
};

/** The events and the answer of one turn. */
export function turnFor(input, threadId, runId) {
  const kind = /412/.test(input) ? clarify : /reserve/i.test(input) ? approval : answer309;
  const answer = { ...kind, id: runId, thread_id: threadId };
  const events = [
    { type: "RUN_STARTED", threadId, runId },
    { type: "CUSTOM", name: "status", value: { text: "Looking at WTG-07" } },
  ];
  answer.tool_calls.forEach((call, i) => {
    const toolCallId = `t${i}`;
    events.push({ type: "TOOL_CALL_START", toolCallId, toolCallName: call.name });
    events.push({ type: "TOOL_CALL_ARGS", toolCallId, delta: JSON.stringify(call.args) });
    events.push({ type: "TOOL_CALL_END", toolCallId });
    events.push({
      type: "TOOL_CALL_RESULT",
      toolCallId,
      content: JSON.stringify({ status: call.status, ms: call.ms }),
    });
  });
  events.push({ type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" });
  answer.text.split("\n").forEach((delta, at) => {
    for (const { text, level, governs } of answer.warnings.length > 0 ? warnings : [])
      if (governs[0] === at) events.push({ type: "CUSTOM", name: "warning", value: { text, level } });
    events.push({ type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta });
  });
  events.push(
    { type: "TEXT_MESSAGE_END", messageId: "m1" },
    { type: "CUSTOM", name: "answer", value: answer },
  );
  events.push(
    /fail/i.test(input)
      ? { type: "RUN_ERROR", message: "The manuals cannot be read just now." }
      : { type: "RUN_FINISHED" },
  );
  if (/fail/i.test(input)) events.splice(events.length - 2, 1);
  return { events, answer };
}

const kestrel = (n, status = "running", open = 0) => ({
  tag: `WTG-0${n}`,
  model: "Kestrel K112-2.4",
  serial: `K112-04${16 + n}`,
  controller: "AuroCon 3",
  site: "Lyngholt",
  status,
  commissioned: "2021-06-08",
  fields: { hub_height: "94 m", feeder: "Lyngholt F2" },
  open_work_orders: open,
});
const osprey = (n) => ({
  tag: `WTG-${n}`,
  model: "Osprey O138-4.2",
  serial: `O138-00${n}`,
  controller: "AuroCon 5",
  site: "Serra do Vale",
  status: "running",
  commissioned: "2023-05-02",
  fields: { hub_height: "131 m" },
  open_work_orders: n === 11 ? 1 : 0,
});
export const assets = [
  kestrel(1),
  kestrel(2),
  kestrel(4, "running, limited to 1.9 MW (gearbox bearing temperature)", 1),
  kestrel(6, "stopped for yearly service", 3),
  kestrel(7, "stopped, alarm 309", 2),
  kestrel(8),
  osprey(10),
  osprey(11),
];
export const part = {
  number: "29-1182",
  name: "Yaw brake pad set",
  description: "Six organic pads with wear pins for one caliper.",
  models: ["K112"],
  unit: "set",
  lead_time_days: 21,
  price: 412.5,
  currency: "EUR",
  manufacturer: "Bremskerl",
  superseded_by: "",
  supersedes: ["29-1180"],
  equivalents: [],
  stock: [
    { location: "Esbjerg", quantity: 6, reserved: 2, bin: "B07-02", as_of: asOf },
    { location: "Van 3", quantity: 1, reserved: 0, bin: "D2", as_of: asOf },
  ],
  fields: {},
};
export const workOrder = {
  number: "WO-10198",
  asset: "WTG-07",
  title: "Yaw brake pads worn, replaced two of six",
  description: "Squeal when yawing, alarm 309 twice.",
  status: "closed",
  kind: "corrective",
  priority: "2",
  alarm_code: "309",
  component: "yaw brake",
  failure_mode: "wear",
  opened: "2025-03-10T08:00:00Z",
  closed: "2025-03-11T15:30:00Z",
  assigned_to: "M. Sørensen",
  actions: "Pads on caliper 2 and 5 at 3 mm, replaced. Others at 7 mm, check next visit.",
  parts_used: ["2 x 29-1182"],
  hours: 9.5,
  cost: null,
  fields: {},
};
