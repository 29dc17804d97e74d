import { useEffect, useRef } from "react";
import type { GroupView } from "../page-data";
import { spoken } from "../describe";
import { useShop } from "../shop-context";
import { useDeltas, type Product } from "../use-product";
import { OptionField } from "./option-field";
import { Reason } from "./reason";

interface PanelProps {
  product: Product;
  group: GroupView;
  next: GroupView | undefined;
  onStep: (id: string) => void;
}

/** The questions of one step. */
export function OptionsPanel({ product, group, next, onStep }: PanelProps) {
  const { t } = useShop();
  const { deltas, isOld } = useDeltas(product, group.id);
  const { answer, choices } = product;
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else heading.current?.focus({ preventScroll: true });
  }, [group.id]);

  return (
    <section className="panel" aria-labelledby="step-title">
      <h2 id="step-title" className="unseen" tabIndex={-1} ref={heading}>
        {group.name}
      </h2>
      <Conflict product={product} />
      <Moved product={product} />
      {group.options.map((option) => (
        <OptionField
          key={option.id}
          product={product}
          option={option}
          state={answer.options[option.id]}
          chosen={choices[option.id] ?? answer.configuration[option.id] ?? ""}
          deltas={deltas[option.id] ?? {}}
          isOld={isOld}
          onChoose={(value, isDragging) => product.choose(option.id, value, isDragging)}
          onRepair={product.replace}
        />
      ))}
      {next !== undefined && (
        <button type="button" className="button next" onClick={() => onStep(next.id)}>
          {t("next", { step: next.name })}
        </button>
      )}
    </section>
  );
}

/** Says what went along with the last click, so that nothing changes unseen. */
function Moved({ product }: { product: Product }) {
  const { t, wording } = useShop();
  const { page, answer, moved } = product;
  const changes = page.groups
    .flatMap((group) => group.options)
    .filter((option) => moved.includes(option.id))
    .map((option) => `${option.name} ${spoken(option, answer.configuration[option.id], wording, t)}`);
  return (
    <div role="status">
      {changes.length > 0 && <p className="also">{t("moved", { changes: changes.join(" · ") })}</p>}
    </div>
  );
}

/** Stands on top of the step while the choices contradict each other or nobody answers. */
function Conflict({ product }: { product: Product }) {
  const { t } = useShop();
  const { conflict } = product.answer;
  return (
    <div role="alert">
      {product.problem !== null && (
        <p className="note stop">
          {product.problem}{" "}
          <button type="button" className="link-button" onClick={product.again}>
            {t("again")}
          </button>
        </p>
      )}
      {conflict !== null && (
        <div className="note stop">
          <h3>{t("conflict")}</h3>
          <Reason sentences={conflict.sentences} repairs={conflict.repairs} most={3} onRepair={product.replace} />
          <button type="button" className="link-button" onClick={product.undo}>
            {t("undo")}
          </button>
        </div>
      )}
    </div>
  );
}
