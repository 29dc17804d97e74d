import type { Language } from "../lib/wording";

const LOCALES: Record<Language, string> = { en: "en-GB", zh: "zh-CN" };

/** How instants read at a site: its clocks, whatever the reader's own zone is. */
export interface LocalTime {
  clock(at: number): string;
  day(at: number): string;
  /** `Tue 24`, where there is little room. */
  shortDay(at: number): string;
  dayNumber(at: number): string;
  dayClock(at: number): string;
  /** Instants at which a local day begins, within `[from, until)`. */
  midnights(from: number, until: number): number[];
  hour(at: number): number;
}

const HOUR_MS = 3_600_000;

export function createLocalTime(language: Language, zone: string): LocalTime {
  const locale = LOCALES[language];
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone: zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: zone });
  const number = new Intl.DateTimeFormat("en-GB", { day: "numeric", timeZone: zone });
  const hour = (at: number): number => Number(clock.format(at).slice(0, 2));
  return {
    clock: (at) => clock.format(at),
    day: (at) => day.format(at).replace(",", ""),
    shortDay: (at) => `${weekday.format(at)} ${number.format(at)}`,
    dayNumber: (at) => number.format(at),
    dayClock: (at) => `${day.format(at).replace(",", "")} ${clock.format(at)}`,
    hour,
    midnights(from, until) {
      const found: number[] = [];
      // By the hour: a day of a clock change has 23 or 25 of them.
      for (let at = Math.ceil(from / HOUR_MS) * HOUR_MS; at < until; at += HOUR_MS) if (hour(at) === 0) found.push(at);
      return found;
    },
  };
}
