import type { Translate } from "../lib/words";
import type { Wording } from "../lib/wording";
import type { Answer, Asked, Choices, OptionView, ProductPage, Scalar } from "./page-data";
import { answerId, asked } from "./questions";
import type { words } from "./words";

/** The variant in words, for those who hear the picture. */
export function describe(page: ProductPage, answer: Answer, wording: Wording, t: Translate<typeof words>): string {
  return asked(page, answer.configuration)
    .filter(({ question }) => question.kind !== "boolean" && question.kind !== "text")
    .map(({ part, question }) => told(part, question, answer.configuration, wording, t))
    .join(", ");
}

/** A question with its answer: `Width 1,800 mm`, `Column 2 Inside Drawers`. */
export function told(
  part: string,
  question: Asked,
  now: Choices,
  wording: Wording,
  t: Translate<typeof words>,
): string {
  return [part, question.name, answered(question, now, wording, t)].filter(Boolean).join(" ");
}

/** What stands now to a question, as one says it. */
export function answered(question: Asked, now: Choices, wording: Wording, t: Translate<typeof words>): string {
  if (question.kind !== "multiple") return spoken(question, now[question.id], wording, t);
  const picked = (question.values ?? []).filter((value) => now[answerId(question.id, value.id)] === true);
  return picked.length === 0 ? t("nothing") : picked.map((value) => value.name).join(" + ");
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
