import { useEffect, useState } from "react";
import { askExplain } from "../api";
import { useShop } from "../shop-context";
import type { OptionProps } from "./option-props";
import { Reason } from "./reason";
import type { Repair } from "../page-data";

interface Refused {
  value: number;
  sentences: string[];
  structure: string[];
  repairs: Repair[];
}

/** A number on its grid: typed, or drawn along the part of the range that is free now. */
export function NumberEntry({ option, state, chosen, product, onChoose, onRepair }: OptionProps) {
  const { t, wording } = useShop();
  const current = Number(chosen);
  const [typed, setTyped] = useState(String(current));
  const [refused, setRefused] = useState<Refused | null>(null);
  const low = option.minimum ?? 0;
  const high = option.maximum ?? 0;
  const step = option.step ?? 1;
  const freeLow = state?.minimum ?? low;
  const freeHigh = state?.maximum ?? high;
  const unit = option.unit ?? "";

  useEffect(() => setTyped(String(current)), [current]);
  useEffect(() => setRefused(null), [product.answer]);

  async function refuse(value: number): Promise<void> {
    const { standing, answer, choices } = product;
    const { [option.id]: _own, ...others } = choices;
    const why = await askExplain(standing, others, answer.configuration, option.id, value).catch(() => null);
    if (why !== null && why.is_blocked) setRefused({ value, sentences: why.sentences, structure: why.structure ?? [], repairs: why.repairs });
  }

  function commit(text: string): void {
    const value = snap(Number(text.replace(",", ".")), low, high, step);
    if (Number.isNaN(value)) return setTyped(String(current));
    setTyped(String(value));
    if (value < freeLow || value > freeHigh) void refuse(value);
    else if (value !== current) onChoose(value);
  }

  function drag(value: number): void {
    const free = Math.min(freeHigh, Math.max(freeLow, value));
    if (free !== value) void refuse(value);
    setTyped(String(free));
    if (free !== current) onChoose(free, true);
  }

  const isNarrow = freeLow > low || freeHigh < high;
  const share = (value: number): string => `${(100 * (value - low)) / Math.max(1e-9, high - low)}%`;
  const hint = `${option.id}-range`;
  return (
    <div className="option number">
      <div className="number-head">
        <label htmlFor={option.id}>{option.name}</label>
        <span className="entry">
          <input
            id={option.id}
            inputMode="decimal"
            autoComplete="off"
            className="figures"
            value={typed}
            aria-describedby={hint}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onBlur={(event) => commit(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") commit(event.currentTarget.value);
              const by = { ArrowUp: step, ArrowDown: -step }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              commit(String(current + by));
            }}
          />
          <span className="unit">{unit}</span>
        </span>
      </div>
      <input
        type="range"
        aria-label={option.name}
        aria-valuetext={`${typed} ${unit}`}
        min={low}
        max={high}
        step={step}
        value={Number(typed) || current}
        style={{ "--free-from": share(freeLow), "--free-to": share(freeHigh), "--at": share(Number(typed) || current) }}
        onInput={(event) => drag(Number(event.currentTarget.value))}
      />
      <p className="hint figures" id={hint}>
        {t("range", { low: wording.number(low), high: wording.number(high), unit })}
        {option.help != null && ` · ${option.help}`}
        {isNarrow && (
          <>
            {" · "}
            <strong>{t("rangeNow", { low: wording.number(freeLow), high: wording.number(freeHigh), unit })}</strong>{" "}
            {freeHigh < high && (
              <button type="button" className="link-button" onClick={() => void refuse(high)}>
                {t("whyNotMore")}
              </button>
            )}{" "}
            {freeLow > low && (
              <button type="button" className="link-button" onClick={() => void refuse(low)}>
                {t("whyNotLess")}
              </button>
            )}
          </>
        )}
      </p>
      <div role="status">
        {refused !== null && (
          <>
            <p className="refused">
              <s className="figures">
                {wording.number(refused.value)} {unit}
              </s>
            </p>
            <Reason sentences={refused.sentences} structure={refused.structure} repairs={refused.repairs} most={2} onRepair={onRepair} />
          </>
        )}
      </div>
    </div>
  );
}

/** The nearest point of the grid inside the range. */
export function snap(value: number, low: number, high: number, step: number): number {
  const inside = Math.min(high, Math.max(low, value));
  const steps = Math.round((inside - low) / step);
  return Number((low + steps * step).toFixed(6));
}
