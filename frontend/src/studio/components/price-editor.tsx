import { useState } from "react";
import { useReader } from "../../lib/island";
import { keepPrice, removePrice, type Draft, type PriceEntry, type Verdict } from "../api";
import type { StudioWords } from "../words";
import { EntryActions, IdField, NameFields } from "./entry-parts";
import { ExpressionInput } from "./expression-input";
import type { Selected } from "./outline";

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
      {isNew && <IdField value={price.id} onInput={(value) => setPrice({ ...price, id: value })} />}
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
      <EntryActions keep={t("keepPrice")} canKeep={price.id !== ""} onRemove={isNew ? null : () => void remove()} />
    </form>
  );
}

/** An empty condition is none. */
function whole(price: PriceEntry): PriceEntry {
  const given = (text: string | null | undefined) => (text == null || text.trim() === "" ? null : text);
  return { ...price, times: given(price.times), when: given(price.when) };
}
