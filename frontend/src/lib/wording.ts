export type Language = "en" | "zh";

const LOCALES: Record<Language, string> = { en: "en-GB", zh: "zh-CN" };
const SIGNS_ZH: Record<string, string> = { EUR: "€", CNY: "¥" };

/** How numbers, money and days are written in one language. */
export interface Wording {
  language: Language;
  number(value: number): string;
  /** Minor units as `1,284 EUR`; cents only where there are some. */
  money(minor: number, currency: string): string;
  /** A change: `+95`, `−40.50`, `+0`. */
  change(minor: number): string;
  /** `Thu 10 Dec` of an ISO day. */
  day(iso: string): string;
}

export function createWording(language: Language): Wording {
  const locale = LOCALES[language];
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  const amount = (minor: number): string => (minor % 100 === 0 ? plain : cents).format(minor / 100);
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return {
    language,
    number: (value) => plain.format(value),
    money(minor, currency) {
      const sign = language === "zh" ? SIGNS_ZH[currency] : undefined;
      return sign === undefined ? `${amount(minor)} ${currency}` : `${sign}${amount(minor)}`;
    },
    change: (minor) => (minor < 0 ? `−${amount(-minor)}` : `+${amount(minor)}`),
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)).replace(",", ""),
  };
}
