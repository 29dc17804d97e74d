import type { Deltas, Repair } from "../page-data";
import { Change } from "./change";
import { Reason } from "./reason";

/** What a line shows of a value. */
export interface Row {
  key: string;
  name: string;
  swatch: string | null;
  note: string | null;
}

interface LineProps {
  /** One of several, or several of many. */
  type: "radio" | "checkbox";
  row: Row;
  group: string;
  isChosen: boolean;
  /** Whether pressing it would lead nowhere: it cannot be taken, or not be left out. */
  isBlocked: boolean;
  delta: Deltas | undefined;
  onChoose: () => void;
  onRepair: (choices: Repair["choices"]) => void;
}

/** A value with its swatch and what it changes; one that cannot be says why. */
export function ValueLine({ type, row, group, isChosen, isBlocked, delta, onChoose, onRepair }: LineProps) {
  const id = `${group}-${row.key}`;
  const isSaid = isBlocked && (type === "checkbox" || !isChosen);
  const isReasonKnown = isSaid && (delta?.sentences?.length ?? 0) > 0;
  const isTold = !isBlocked && (type === "checkbox" || !isChosen);
  return (
    <li className="value" data-chosen={isChosen} data-blocked={isBlocked && !isChosen}>
      <label htmlFor={id}>
        <input
          type={type}
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
        {isTold && <Change priceMinor={delta?.price_delta_minor} days={delta?.days_delta} />}
      </label>
      {isReasonKnown && (
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
