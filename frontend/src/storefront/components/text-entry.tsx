import { useEffect, useRef, useState } from "react";
import { useShop } from "../shop-context";
import type { OptionProps } from "./option-props";

const PAUSE_MS = 350;

/** A line of the shopper's own words, asked about when the typing pauses. */
export function TextEntry({ option, chosen, onChoose }: OptionProps) {
  const { t } = useShop();
  const [typed, setTyped] = useState(String(chosen));
  const [isUnwritable, setUnwritable] = useState(false);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    setTyped(String(chosen));
  }, [chosen]);

  function type(text: string): void {
    setTyped(text);
    clearTimeout(pause.current);
    const fits = option.pattern == null || new RegExp(`^(?:${option.pattern})$`, "u").test(text);
    setUnwritable(!fits);
    if (fits && text !== chosen) pause.current = setTimeout(() => onChoose(text, true), PAUSE_MS);
  }

  const hint = `${option.id}-hint`;
  return (
    <div className="option">
      <label htmlFor={option.id}>{option.name}</label>
      <input
        id={option.id}
        value={typed}
        maxLength={option.max_length ?? 200}
        autoComplete="off"
        aria-invalid={isUnwritable}
        aria-describedby={hint}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p className={isUnwritable ? "wrong" : "hint"} id={hint} role={isUnwritable ? "alert" : undefined}>
        {isUnwritable
          ? t("onlySuch", { pattern: option.pattern ?? "" })
          : t("left", { count: typed.length, most: option.max_length ?? 200 })}
        {option.help != null && ` · ${option.help}`}
      </p>
    </div>
  );
}
