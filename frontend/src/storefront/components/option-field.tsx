import { NumberEntry } from "./number-entry";
import type { OptionProps } from "./option-props";
import { TextEntry } from "./text-entry";
import { ValueList } from "./value-list";

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
