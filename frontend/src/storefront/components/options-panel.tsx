import { useEffect, useRef } from "react";
import type { GroupView } from "../page-data";
import { told } from "../describe";
import { asked, optionIds } from "../questions";
import { useShop } from "../shop-context";
import { useDeltas, type Product } from "../use-product";
import { ModuleList } from "./module-list";
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
      {group.options.map((question) =>
        question.kind === "module" ? (
          <ModuleList key={question.id} product={product} module={question} deltas={deltas} isOld={isOld} />
        ) : (
          <OptionField key={question.id} product={product} question={question} deltas={deltas} isOld={isOld} />
        ),
      )}
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
  const changes = asked(page, answer.configuration)
    .filter(({ question }) => optionIds(question).some((id) => moved.includes(id)))
    .map(({ part, question }) => told(part, question, answer.configuration, wording, t));
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
