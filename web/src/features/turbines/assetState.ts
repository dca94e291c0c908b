import type { Asset } from "@/shared/api-types";
import type { WordKey } from "@/shared/i18n/languages";

export type AssetTone = "running" | "stopped" | "service" | "limited" | "unknown";

export const toneWords: Record<AssetTone, WordKey> = {
  running: "statusRunning",
  stopped: "statusStopped",
  service: "statusService",
  limited: "statusLimited",
  unknown: "statusUnknown",
};

/** The maintenance system's own words for a machine's state, sorted into five tones. */
export function assetTone(status: string): AssetTone {
  if (/service|maintenance|wartung/i.test(status)) return "service";
  if (/stop|fault|alarm|trip|down|error|fejl|gestoppt|parad/i.test(status)) return "stopped";
  if (/limit|derat|curtail|reduc|degrad/i.test(status)) return "limited";
  if (/run|oper|drift|betrieb|ok|normal|online/i.test(status)) return "running";
  return "unknown";
}

/** The active alarm's code, from a field of its own or from the state's words. */
export function activeAlarm(asset: Asset): string | null {
  const field = Object.entries(asset.fields).find(
    ([name, value]) => /active.?alarm|alarm.?code/i.test(name) && value,
  );
  return field?.[1] ?? /alarm\w*\s+([\w-]*\d[\w-]*)/i.exec(asset.status)?.[1] ?? null;
}

export interface SiteGroup {
  site: string;
  assets: Asset[];
}

/** Turbines that match the words, by site; within a site those with an alarm come first. */
export function groupBySite(assets: readonly Asset[], query: string): SiteGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Asset[]>();
  for (const asset of assets) {
    const text =
      `${asset.tag} ${asset.tag.replace(/\W/g, "")} ${asset.model} ${asset.site} ${asset.serial}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    groups.set(asset.site, [...(groups.get(asset.site) ?? []), asset]);
  }
  return [...groups]
    .map(([site, own]) => ({ site, assets: own.sort(byAlarmThenTag) }))
    .sort((a, b) => a.site.localeCompare(b.site));
}

function byAlarmThenTag(a: Asset, b: Asset): number {
  const alarms = Number(activeAlarm(b) !== null) - Number(activeAlarm(a) !== null);
  return alarms || a.tag.localeCompare(b.tag, undefined, { numeric: true });
}
