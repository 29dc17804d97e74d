import type { Choices, Deltas, OptionState, OptionView, Scalar } from "../page-data";
import type { Product } from "../use-product";

/** What every way of answering a question is given. */
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
