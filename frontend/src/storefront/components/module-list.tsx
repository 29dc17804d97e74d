import { useEffect, useState } from "react";
import { askExplain } from "../api";
import { answered } from "../describe";
import type { ModuleView, Repair } from "../page-data";
import { countId, countOf, withoutPart } from "../questions";
import { useShop } from "../shop-context";
import type { GroupDeltas, Product } from "../use-product";
import { Change } from "./change";
import { OptionField } from "./option-field";
import { Reason } from "./reason";

interface Refusal {
  sentences: string[];
  structure: string[];
  repairs: Repair[];
}

interface ModuleProps {
  product: Product;
  module: ModuleView;
  deltas: GroupDeltas;
  isOld: boolean;
}

/** Parts side by side as on a plan, one of them open; a further one may be added. */
export function ModuleList({ product, module, deltas, isOld }: ModuleProps) {
  const { t, wording } = useShop();
  const [open, setOpen] = useState(1);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { answer, standing, choices } = product;
  const now = { ...answer.configuration, ...choices };
  const count = countOf(module, now);
  const id = countId(module.id);
  const state = answer.options[id];
  const place = Math.min(open, count);
  const part = module.parts[place - 1];
  const canAdd = count < (state?.maximum ?? module.at_most);
  const canRemove = count > (state?.minimum ?? module.at_least);
  const desk = `${module.id}-part`;
  useEffect(() => setRefusal(null), [answer]);

  async function refuse(value: number): Promise<void> {
    const { [id]: _own, ...others } = choices;
    const why = await askExplain(standing, others, answer.configuration, id, value).catch(() => null);
    if (why !== null && why.is_blocked) setRefusal({ ...why, structure: why.structure ?? [] });
  }

  function add(): void {
    if (!canAdd) return void refuse(count + 1);
    product.choose(id, count + 1);
    setOpen(count + 1);
  }

  function remove(): void {
    if (!canRemove) return void refuse(count - 1);
    product.replace(withoutPart(module, place, choices, answer.configuration));
    setOpen(Math.max(1, place - 1));
  }

  return (
    <section className="option module" aria-labelledby={`${module.id}-name`}>
      <h3 id={`${module.id}-name`} className="module-name">
        {module.counted} <span className="hint figures">{t("parts", { count, most: module.at_most })}</span>
      </h3>
      <ol className="plan" data-old={isOld}>
        {module.parts.slice(0, count).map(({ name, options }, index) => (
          <li key={name}>
            <button
              type="button"
              className="plan-part"
              aria-expanded={index + 1 === place}
              aria-controls={desk}
              onClick={() => setOpen(index + 1)}
            >
              <span className="figures plan-number">{index + 1}</span>
              <span className="unseen">{name}: </span>
              <span>{options[0] === undefined ? "" : answered(options[0], now, wording, t)}</span>
            </button>
          </li>
        ))}
        {count < module.at_most && (
          <li>
            <button type="button" className="plan-part plan-add" aria-disabled={!canAdd} onClick={add}>
              <span aria-hidden="true" className="plan-number">+</span>
              <span>{t("addPart", { name: module.name })}</span>
              <Change priceMinor={deltas[id]?.[count + 1]?.price_delta_minor} days={deltas[id]?.[count + 1]?.days_delta} />
            </button>
          </li>
        )}
      </ol>
      <div role="status">
        {refusal !== null && (
          <Reason {...refusal} most={2} onRepair={product.replace} />
        )}
      </div>
      {part !== undefined && (
        <div id={desk} className="part" role="group" aria-label={part.name}>
          {part.options.map((question) => (
            <OptionField key={question.id} product={product} question={question} deltas={deltas} isOld={isOld} />
          ))}
          {count > module.at_least && (
            <p className="part-foot">
              <button type="button" className="link-button" aria-disabled={!canRemove} onClick={remove}>
                {t("removePart", { name: part.name })}
              </button>
              {place === count && (
                <Change priceMinor={deltas[id]?.[count - 1]?.price_delta_minor} days={deltas[id]?.[count - 1]?.days_delta} />
              )}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
