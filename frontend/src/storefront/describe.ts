import type { Translate } from "../lib/words";
import type { Wording } from "../lib/wording";
import type { Answer, OptionView, ProductPage, Scalar } from "./page-data";
import type { words } from "./words";

/** The variant in words, for those who hear the picture. */
export function describe(page: ProductPage, answer: Answer, wording: Wording, t: Translate<typeof words>): string {
  return page.groups
    .flatMap((group) => group.options)
    .filter((option) => option.kind !== "boolean" && option.kind !== "text")
    .map((option) => `${option.name} ${spoken(option, answer.configuration[option.id], wording, t)}`)
    .join(", ");
}

/** A value as one says it: `1,800 mm`, `Oak oil`, `Yes`. */
export function spoken(
  option: OptionView,
  value: Scalar | undefined,
  wording: Wording,
  t: Translate<typeof words>,
): string {
  if (typeof value === "number") return `${wording.number(value)} ${option.unit ?? ""}`.trim();
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return option.values?.find((one) => one.id === value)?.name ?? String(value ?? "");
}
