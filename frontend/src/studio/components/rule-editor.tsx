import { useState } from "react";
import { useReader } from "../../lib/island";
import { keepRule, removeRule, type Draft, type RuleEntry, type Trial, type Verdict } from "../api";
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
  onConsider(trial: Trial | null): void;
  onSelect(selected: Selected | null): void;
}

const ID = /^[a-z][a-z0-9_]{0,59}$/;

/** One rule: its expression, what it says, and the sentence a customer is told. */
export function RuleEditor({ slug, draft, verdict, id, onChange, onConsider, onSelect }: Props) {
  const { t, wording } = useReader<StudioWords>();
  const known = draft.rules.find((rule) => rule.id === id);
  const [rule, setRule] = useState<RuleEntry>(known ?? { id: "", name: { en: "", zh: "" }, rule: "" });
  const isNew = known === undefined;
  const isWhole = ID.test(rule.id) && rule.rule.trim() !== "" && rule.name["en"] !== "" && rule.name["zh"] !== "";
  const problems = verdict.problems.filter(({ path }) => path.startsWith(`rules.${rule.id}`));

  function edit(change: Partial<RuleEntry>): void {
    const edited = { ...rule, ...change };
    setRule(edited);
    if (ID.test(edited.id) && edited.rule.trim() !== "") onConsider({ rule: judged(edited) });
  }

  async function keep(): Promise<void> {
    if (await onChange((number) => keepRule(slug, number, entry(rule)))) {
      onSelect({ section: "rules", id: rule.id });
    }
  }

  async function remove(): Promise<void> {
    if (await onChange((number) => removeRule(slug, number, id))) onSelect(null);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      {isNew && <IdField value={rule.id} onInput={(value) => edit({ id: value })} />}
      <div className="field">
        <span className="label" id="rule-text">{t("rule")} {!isNew && <span className="mono quiet">{id}</span>}</span>
        <ExpressionInput
          labelledBy="rule-text"
          value={rule.rule}
          options={draft.options}
          problems={problems}
          onInput={(text) => edit({ rule: text })}
        />
        {problems.map((problem) => (
          <span key={problem.code + problem.sentence} className="wrong">
            {problem.sentence}
          </span>
        ))}
      </div>
      {known !== undefined && known.rule === rule.rule && known.sentence[wording.language] !== undefined && (
        <p className="studio-says"><span className="quiet">{t("says")}</span> {known.sentence[wording.language]}</p>
      )}
      <NameFields name={rule.name} english={t("nameEn")} chinese={t("nameZh")} onInput={(name) => edit({ name })} />
      <EntryActions keep={t("keep")} canKeep={isWhole} onRemove={isNew ? null : () => void remove()} />
    </form>
  );
}

/** The server keeps only what belongs to a rule. */
function entry({ id, name, rule }: RuleEntry): RuleEntry {
  return { id, name, rule };
}

/** While it has no name yet, it is judged under its id. */
function judged(rule: RuleEntry): RuleEntry {
  return { id: rule.id, rule: rule.rule, name: { en: rule.name["en"] || rule.id, zh: rule.name["zh"] || rule.id } };
}
