import type { Choices, Deltas, OptionState, OptionView, Scalar } from "../page-data";
import type { Product } from "../use-product";
import { NumberEntry } from "./number-entry";
import { TextEntry } from "./text-entry";
import { ValueList } from "./value-list";

export interface OptionProps {
  product: Product;
  option: OptionView;
  state: OptionState | undefined;
  chosen: Scalar;
  /** By value; empty until the server has told. */
  deltas: Readonly<Record<string, Deltas>>;
  isOld: boolean;
  onChoose: (value: Scalar, isDragging?: boolean) => void;
  onRepair: (choices: Choices) => void;
}

/** One question to the shopper, asked the way its kind is answered. */
export function OptionField(props: OptionProps) {
  switch (props.option.kind) {
    case "enumerated":
    case "boolean":
      return <ValueList {...props} />;
    case "text":
      return <TextEntry {...props} />;
    default:
      return <NumberEntry {...props} />;
  }
}
