/** Dates as people say them: the clock for today, the day otherwise. */

export function when(iso: string | null, language: string, now = new Date()): string {
  if (!iso) return "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const clock = new Intl.DateTimeFormat(locale(language), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (date.toDateString() === now.toDateString()) return clock.format(date);
  return `${day(iso, language)} ${clock.format(date)}`;
}

export function day(iso: string | null, language: string): string {
  if (!iso) return "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(language), {
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(date);
}

/** English here is European English: the day before the month. */
function locale(language: string): string {
  return language === "en" ? "en-GB" : language;
}
