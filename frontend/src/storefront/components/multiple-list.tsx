import type { MultipleView } from "../page-data";
import { answerId } from "../questions";
import { useShop } from "../shop-context";
import type { GroupDeltas, Product } from "../use-product";
import { ValueLine } from "./value-line";

interface MultipleProps {
  product: Product;
  question: MultipleView;
  deltas: GroupDeltas;
  isOld: boolean;
}

/** A question with several answers: each a box to tick, with what ticking it changes. */
export function MultipleList({ product, question, deltas, isOld }: MultipleProps) {
  const { answer, choices } = product;
  const values = question.values ?? [];
  const isPicked = (value: string): boolean => {
    const id = answerId(question.id, value);
    return (choices[id] ?? answer.configuration[id]) === true;
  };
  const count = values.filter((value) => isPicked(value.id)).length;
  const hint = `${question.id}-bounds`;
  return (
    <fieldset className="option" aria-describedby={hint}>
      <legend>
        {question.name}
        <span className="hint" id={hint}>
          <Bounds question={question} count={count} />
          {question.help != null && ` · ${question.help}`}
        </span>
      </legend>
      <ul className="values" data-old={isOld} role="presentation">
        {values.map((value) => {
          const id = answerId(question.id, value.id);
          const other = String(!isPicked(value.id));
          return (
            <ValueLine
              key={value.id}
              type="checkbox"
              row={{ key: value.id, name: value.name, swatch: value.swatch ?? null, note: value.note ?? null }}
              group={question.id}
              isChosen={isPicked(value.id)}
              isBlocked={answer.options[id]?.blocked?.includes(other) === true}
              delta={deltas[id]?.[other]}
              onChoose={() => product.choose(id, !isPicked(value.id))}
              onRepair={product.replace}
            />
          );
        })}
      </ul>
    </fieldset>
  );
}

/** How many may be ticked, and how many are. */
function Bounds({ question, count }: { question: MultipleView; count: number }) {
  const { t } = useShop();
  const low = question.at_least ?? 0;
  const high = question.at_most ?? null;
  const most = high ?? (question.values ?? []).length;
  const said =
    low === most
      ? t("exactly", { count: low })
      : low > 0 && high !== null
        ? t("between", { low, high })
        : low > 0
          ? t("atLeast", { count: low })
          : high !== null
            ? t("atMost", { count: high })
            : t("asMany");
  return (
    <>
      {said} · <span className="figures">{t("picked", { count })}</span>
    </>
  );
}
