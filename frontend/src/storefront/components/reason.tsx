import type { Choices, Repair } from "../page-data";
import { useShop } from "../shop-context";
import { Change } from "./change";

interface ReasonProps {
  id?: string;
  sentences: readonly string[];
  /** What else it rests on, folded away. */
  structure?: readonly string[];
  repairs: readonly Repair[];
  /** How many ways out are offered. */
  most: number;
  onRepair: (choices: Choices) => void;
}

/** Why something cannot be, and the nearest ways to have it after all. */
export function Reason({ id, sentences, structure = [], repairs, most, onRepair }: ReasonProps) {
  const { t } = useShop();
  return (
    <div className="reason" id={id}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {structure.length > 0 && (
        <details>
          <summary>{t("structure")}</summary>
          {structure.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </details>
      )}
      {repairs.slice(0, most).map((repair) => (
        <p key={repair.label} className="way-out">
          <button type="button" className="fix" onClick={() => onRepair(repair.choices)}>
            {repair.label === "" ? t("makeItPlain") : t("makeIt", { label: repair.label })}
          </button>
          <Change priceMinor={repair.price_delta_minor} days={repair.days_delta} currency="" />
        </p>
      ))}
    </div>
  );
}
