import { useState } from "react";
import { useReader } from "../../lib/island";
import { keepPrice, removePrice, type Draft, type PriceEntry, type Verdict } from "../api";
import type { StudioWords } from "../words";
import { ExpressionInput } from "./expression-input";
import type { Selected } from "./outline";
import { NameFields } from "./rule-editor";

interface Props {
  slug: string;
  draft: Draft;
  verdict: Verdict;
  id: string;
  onChange(act: (number: number) => Promise<Verdict>): Promise<boolean>;
  onSelect(selected: Selected | null): void;
}

/** One price line: an amount, how often it counts, and when. */
export function PriceEditor({ slug, draft, verdict, id, onChange, onSelect }: Props) {
  const { t } = useReader<StudioWords>();
  const known = draft.prices.find((price) => price.id === id);
  const [price, setPrice] = useState<PriceEntry>(known ?? { id: "", label: { en: "", zh: "" }, amount: {}, times: null, when: null });
  const isNew = known === undefined;
  const problems = verdict.problems.filter(({ path }) => path.startsWith(`prices.${price.id}.`));
  const of = (field: string) => problems.filter(({ path }) => path.endsWith(`.${field}`));

  async function keep(): Promise<void> {
    if (await onChange((number) => keepPrice(slug, number, whole(price)))) {
      onSelect({ section: "prices", id: price.id });
    }
  }

  async function remove(): Promise<void> {
    if (await onChange((number) => removePrice(slug, number, id))) onSelect(null);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      {isNew && (
        <div className="field">
          <label htmlFor="price-id">{t("id")}</label>
          <input id="price-id" className="mono" value={price.id} onInput={(e) => setPrice({ ...price, id: e.currentTarget.value })} />
          <span className="hint">{t("ids")}</span>
        </div>
      )}
      <div className="studio-amounts">
        {draft.currencies.map((currency) => (
          <div className="field" key={currency}>
            <label htmlFor={`amount-${currency}`}>{t("amount", { currency })}</label>
            <input
              id={`amount-${currency}`}
              className="figures"
              inputMode="decimal"
              value={price.amount[currency] ?? ""}
              onInput={(e) => setPrice({ ...price, amount: { ...price.amount, [currency]: e.currentTarget.value } })}
            />
          </div>
        ))}
      </div>
      <div className="field">
        <span className="label" id="price-times">{t("times")}</span>
        <ExpressionInput labelledBy="price-times" value={price.times ?? ""} options={draft.options} problems={of("times")} onInput={(times) => setPrice((now) => ({ ...now, times }))} />
      </div>
      <div className="field">
        <span className="label" id="price-when">{t("when")}</span>
        <ExpressionInput labelledBy="price-when" value={price.when ?? ""} options={draft.options} problems={of("when")} onInput={(when) => setPrice((now) => ({ ...now, when }))} />
      </div>
      {problems.map((problem) => <p key={problem.path + problem.sentence} className="wrong">{problem.sentence}</p>)}
      <NameFields name={price.label} english={t("labelEn")} chinese={t("labelZh")} onInput={(label) => setPrice({ ...price, label })} />
      <div className="studio-actions">
        <button className="button first" disabled={price.id === ""}>{t("keepPrice")}</button>
        {!isNew && <button type="button" className="link-button" onClick={() => void remove()}>{t("remove")}</button>}
      </div>
    </form>
  );
}

/** An empty condition is none. */
function whole(price: PriceEntry): PriceEntry {
  const given = (text: string | null | undefined) => (text == null || text.trim() === "" ? null : text);
  return { ...price, times: given(price.times), when: given(price.when) };
}
