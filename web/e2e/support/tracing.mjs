// What the page's own thread had to compute, in CPU time: the same on a busy machine as on a quiet one.

const categories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Run `act` while Chromium traces; the tasks of the page's main thread, in CPU milliseconds. */
export async function traced(browser, page, act) {
  await browser.startTracing(page, { categories });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = mainThread(traceEvents);
  const own = traceEvents.filter(({ pid, tid }) => `${pid} ${tid}` === main);
  return own
    .filter(({ name, ph }) => ph === "X" && name === "RunTask")
    .map(({ ts, dur, tdur = 0 }) => ({ ts, dur, cpu: tdur / 1000 }));
}

/** The renderer's thread that computed most: other pages and workers idle meanwhile. */
function mainThread(events) {
  const names = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const computed = new Map(names.map(({ pid, tid }) => [`${pid} ${tid}`, 0]));
  for (const { pid, tid, ph, name, tdur = 0 } of events) {
    const thread = `${pid} ${tid}`;
    if (ph === "X" && name === "RunTask" && computed.has(thread))
      computed.set(thread, computed.get(thread) + tdur);
  }
  return [...computed].sort(([, a], [, b]) => b - a)[0]?.[0];
}
