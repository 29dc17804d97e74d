import { useState } from "react";
import { Disclosure } from "../../ui/disclosure";
import { putIntoCart } from "../cart";
import { useShop } from "../shop-context";
import type { Product } from "../use-product";

/** Price, day and the one thing to do; it never leaves the screen. */
export function PriceBar({ product }: { product: Product }) {
  const { t, wording } = useShop();
  const { answer, isAsking } = product;
  const { price, promise } = answer;
  const total = wording.money(price.total_minor, price.currency);
  const day = promise.with_you_on === null ? t("noDate") : t("withYouBy", { day: wording.day(promise.with_you_on) });
  return (
    <footer className="bar" aria-busy={isAsking}>
      <p className="unseen" role="status" aria-live="polite">
        {isAsking ? "" : t("announce", { price: total, date: day })}
      </p>
      <div className="bar-price">
        <strong className="sum figures">{total}</strong>
        <Disclosure label={t("priceParts")} title={t("priceParts")}>
          <dl className="rows">
            {price.lines.map((line) => [
              <dt key={line.id}>{line.label}</dt>,
              <dd key={`${line.id}-amount`}>{wording.money(line.amount_minor, price.currency)}</dd>,
            ])}
            <dt className="sum">{t("total")}</dt>
            <dd className="sum">{total}</dd>
            <dt className="quiet">{t("tax")}</dt>
            <dd className="quiet">{wording.money(price.tax_minor, price.currency)}</dd>
          </dl>
        </Disclosure>
      </div>
      <div className="bar-date">
        <span className="figures">{day}</span>
        <Disclosure label={t("why")} title={t("why")}>
          {promise.why.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <label className="zone">
            <span>{t("deliverTo")}</span>
            <select value={promise.zone} onChange={(event) => product.deliverTo(event.currentTarget.value)}>
              {product.page.zones.map((zone) => (
                <option key={zone.id} value={zone.id}>
                  {zone.name}
                </option>
              ))}
            </select>
          </label>
        </Disclosure>
      </div>
      <OrderButton product={product} total={total} />
    </footer>
  );
}

function OrderButton({ product, total }: { product: Product; total: string }) {
  const { t } = useShop();
  const [isOrdering, setOrdering] = useState(false);
  const [problem, setProblem] = useState("");
  const cannot = isOrdering || product.answer.conflict !== null || product.answer.promise.with_you_on === null;

  async function order(): Promise<void> {
    setOrdering(true);
    setProblem("");
    const refusal = await putIntoCart(product);
    if (refusal === null) return;
    setProblem(refusal === "" ? t("offline") : refusal);
    setOrdering(false);
  }

  return (
    <div className="bar-order">
      <button type="button" className="button first" aria-disabled={cannot} onClick={() => !cannot && void order()}>
        {isOrdering ? t("ordering") : t("order", { price: total })}
      </button>
      <p className="wrong" role="alert" hidden={problem === ""}>
        {problem}
      </p>
    </div>
  );
}
