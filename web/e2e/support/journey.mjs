// What every journey begins with: a browser, a server over a home of its own, and whatever else it needs.
import { after, before, describe } from "node:test";
import { launch } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** Longer than any journey takes on a busy machine: a suite that runs out of time leaves its processes behind. */
const timeout = 1_200_000;

/**
 * A suite whose tests are given `world`, with `browser`, `server` and what `open` starts before the server, by name:
 * each has `settings` for the server and `close`. However the suite ends, all of it is closed.
 */
export function journey(name, { settings = {}, open = {} }, define) {
  describe(name, { timeout }, () => {
    const world = {};
    const closers = [];
    before(async () => {
      world.browser = await launch();
      closers.push(() => world.browser.close());
      for (const [what, start] of Object.entries(open)) {
        world[what] = await start();
        closers.push(world[what].close);
      }
      const told = Object.keys(open).map((what) => world[what].settings);
      world.server = await startServer(Object.assign({}, settings, ...told));
      closers.push(world.server.stop);
    });
    after(async () => {
      const ends = [];
      for (const close of closers) ends.push(...(await Promise.allSettled([close()])));
      const failed = ends.find(({ status }) => status === "rejected");
      if (failed) throw failed.reason;
    });
    define(world);
  });
}
