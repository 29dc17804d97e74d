import type { Asked } from "../page-data";
import type { GroupDeltas, Product } from "../use-product";
import { MultipleList } from "./multiple-list";
import { NumberEntry } from "./number-entry";
import { TextEntry } from "./text-entry";
import { ValueList } from "./value-list";

interface FieldProps {
  product: Product;
  question: Asked;
  deltas: GroupDeltas;
  isOld: boolean;
}

/** One question to the shopper, asked the way its kind is answered. */
export function OptionField({ product, question, deltas, isOld }: FieldProps) {
  if (question.kind === "multiple")
    return <MultipleList product={product} question={question} deltas={deltas} isOld={isOld} />;
  const { answer, choices } = product;
  const { id } = question;
  const props = {
    product,
    option: question,
    state: answer.options[id],
    chosen: choices[id] ?? answer.configuration[id] ?? "",
    deltas: deltas[id] ?? {},
    isOld,
    onChoose: (value: string | number | boolean, isDragging?: boolean) => product.choose(id, value, isDragging),
    onRepair: product.replace,
  };
  switch (question.kind) {
    case "enumerated":
    case "boolean":
      return <ValueList {...props} />;
    case "text":
      return <TextEntry {...props} />;
    default:
      return <NumberEntry {...props} />;
  }
}
