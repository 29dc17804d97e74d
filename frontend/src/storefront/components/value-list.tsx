import type { OptionView } from "../page-data";
import { valueKey } from "../page-data";
import { useShop } from "../shop-context";
import type { OptionProps } from "./option-props";
import { ValueLine, type Row } from "./value-line";

interface Choosable extends Row {
  value: string | boolean;
}

/** The values of an option, one a line; what cannot be stays in its place. */
export function ValueList({ option, state, chosen, deltas, isOld, onChoose, onRepair }: OptionProps) {
  const { t } = useShop();
  const rows = rowsOf(option, t("yes"), t("no"));
  return (
    <fieldset className="option">
      <legend>
        {option.name}
        {option.help != null && <span className="hint">{option.help}</span>}
      </legend>
      <ul className={option.kind === "boolean" ? "values pair" : "values"} data-old={isOld} role="presentation">
        {rows.map((row) => (
          <ValueLine
            key={row.key}
            type="radio"
            row={row}
            group={option.id}
            isChosen={valueKey(chosen) === row.key}
            isBlocked={state?.blocked?.includes(row.key) === true}
            delta={deltas[row.key]}
            onChoose={() => onChoose(row.value)}
            onRepair={onRepair}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function rowsOf(option: OptionView, yes: string, no: string): Choosable[] {
  if (option.kind === "boolean") {
    return [
      { key: "true", value: true, name: yes, swatch: null, note: null },
      { key: "false", value: false, name: no, swatch: null, note: null },
    ];
  }
  return (option.values ?? []).map((value) => ({
    key: value.id,
    value: value.id,
    name: value.name,
    swatch: value.swatch ?? null,
    note: value.note ?? null,
  }));
}
