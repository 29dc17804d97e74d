import type { Deltas, OptionView } from "../page-data";
import { valueKey } from "../page-data";
import { useShop } from "../shop-context";
import { Change } from "./change";
import type { OptionProps } from "./option-props";
import { Reason } from "./reason";

interface Row {
  key: string;
  value: string | boolean;
  name: string;
  swatch: string | null;
  note: string | null;
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
            row={row}
            group={option.id}
            isChosen={valueKey(chosen) === row.key}
            isBlocked={state?.values?.[row.key] === "blocked"}
            delta={deltas[row.key]}
            onChoose={() => onChoose(row.value)}
            onRepair={onRepair}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface LineProps {
  row: Row;
  group: string;
  isChosen: boolean;
  isBlocked: boolean;
  delta: Deltas | undefined;
  onChoose: () => void;
  onRepair: OptionProps["onRepair"];
}

function ValueLine({ row, group, isChosen, isBlocked, delta, onChoose, onRepair }: LineProps) {
  const id = `${group}-${row.key}`;
  const isReasonKnown = isBlocked && (delta?.sentences?.length ?? 0) > 0;
  return (
    <li className="value" data-chosen={isChosen} data-blocked={isBlocked && !isChosen}>
      <label htmlFor={id}>
        <input
          type="radio"
          id={id}
          name={group}
          checked={isChosen}
          aria-disabled={isBlocked}
          aria-describedby={isReasonKnown ? `${id}-why` : undefined}
          onChange={(event) => {
            if (!isBlocked) return onChoose();
            // Stays where it was: the reason and the way out stand beside it.
            event.currentTarget.checked = isChosen;
          }}
        />
        {row.swatch !== null && <span className="swatch" style={{ background: row.swatch }} />}
        <span className="name">
          {row.name}
          {row.note !== null && <span className="hint">{row.note}</span>}
        </span>
        {!isChosen && !isBlocked && <Change priceMinor={delta?.price_delta_minor} days={delta?.days_delta} />}
      </label>
      {isReasonKnown && !isChosen && (
        <Reason
          id={`${id}-why`}
          sentences={(delta?.sentences ?? []).slice(0, 1)}
          repairs={delta?.repairs ?? []}
          most={1}
          onRepair={onRepair}
        />
      )}
    </li>
  );
}

function rowsOf(option: OptionView, yes: string, no: string): Row[] {
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
