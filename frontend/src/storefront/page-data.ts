import type { Schemas } from "../api/client";
import type { Language } from "../lib/wording";

export type ProductPage = Schemas["ProductPage"];
export type Answer = Schemas["AnswerView"];
export type Choices = Answer["choices"];
export type Scalar = Choices[string];
export type OptionView = Schemas["OptionView"];
export type MultipleView = Schemas["MultipleView"];
export type ModuleView = Schemas["ModuleView"];
export type OptionState = Schemas["OptionState"];
export type GroupView = Schemas["GroupView"];
export type Question = GroupView["options"][number];
/** A question that is asked for itself; a list of modules asks some in each part. */
export type Asked = OptionView | MultipleView;
export type Deltas = Schemas["Deltas"];
export type Repair = Schemas["RepairView"];

/** What the server leaves in the page for its island. */
export interface PageData {
  language: Language;
  words: Record<string, string>;
  product: ProductPage;
  /** What became of the link or the cart's piece that was opened; mostly empty. */
  notes: string[];
}

/** Status maps name a value by this: `true`, `3`, `oak`. */
export function valueKey(value: Scalar): string {
  return String(value);
}
