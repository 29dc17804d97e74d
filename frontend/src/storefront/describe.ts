import type { Wording } from "../lib/wording";
import type { Answer, OptionView, ProductPage, Scalar } from "./page-data";

/** The variant in words, for those who hear the picture. */
export function describe(page: ProductPage, answer: Answer, wording: Wording): string {
  return page.groups
    .flatMap((group) => group.options)
    .filter((option) => option.kind !== "boolean" && option.kind !== "text")
    .map((option) => `${option.name} ${spoken(option, answer.configuration[option.id], wording)}`)
    .join(", ");
}

function spoken(option: OptionView, value: Scalar | undefined, wording: Wording): string {
  if (typeof value === "number") return `${wording.number(value)} ${option.unit ?? ""}`.trim();
  return option.values?.find((one) => one.id === value)?.name ?? String(value ?? "");
}
