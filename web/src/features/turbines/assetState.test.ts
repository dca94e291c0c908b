import { describe, expect, it } from "vitest";
import { activeAlarm, assetTone, groupBySite } from "@/features/turbines/assetState";
import type { Asset } from "@/shared/api-types";

function asset(tag: string, status: string, site = "Lyngholt", fields: Record<string, string> = {}): Asset {
  return {
    tag,
    model: "Kestrel K112-2.4",
    serial: "",
    controller: "",
    site,
    status,
    commissioned: null,
    name: "",
    next_service: null,
    open_work_orders: 0,
    fields,
  };
}

describe("a turbine's state", () => {
  it.each([
    ["running", "running"],
    ["running, limited to 1.9 MW", "limited"],
    ["stopped for yearly service", "service"],
    ["stopped, alarm 309", "stopped"],
    ["", "unknown"],
  ])("%s is %s", (status, tone) => expect(assetTone(status)).toBe(tone));

  it("names the active alarm", () => {
    expect(activeAlarm(asset("A", "stopped, alarm 309"))).toBe("309");
    expect(activeAlarm(asset("A", "stopped", "", { active_alarm: "4-12" }))).toBe("4-12");
    expect(activeAlarm(asset("A", "running"))).toBeNull();
  });
});

describe("the picker", () => {
  const all = [
    asset("WTG-10", "running", "Serra"),
    asset("WTG-02", "running"),
    asset("WTG-07", "stopped, alarm 309"),
  ];

  it("groups by site with alarms first", () => {
    const groups = groupBySite(all, "").map(({ site, assets }) => [site, assets.map((one) => one.tag)]);
    expect(groups).toEqual([
      ["Lyngholt", ["WTG-07", "WTG-02"]],
      ["Serra", ["WTG-10"]],
    ]);
  });

  it.each([
    ["wtg07", ["WTG-07"]],
    ["serra 10", ["WTG-10"]],
    ["x", []],
  ])("finds %s", (query, tags) => {
    expect(groupBySite(all, query).flatMap((group) => group.assets.map((one) => one.tag))).toEqual(tags);
  });
});
