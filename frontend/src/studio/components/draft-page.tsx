import { useState } from "react";
import { useReader } from "../../lib/island";
import { useDraft } from "../use-draft";
import type { StudioWords } from "../words";
import { Outline, type Selected } from "./outline";
import { PriceEditor } from "./price-editor";
import { RuleEditor } from "./rule-editor";
import { TableEditor } from "./table-editor";
import { VerdictColumn } from "./verdict-column";

/** Outline, what is being edited, and what the engine says of it. */
export function DraftPage({ slug }: { slug: string }) {
  const { t, wording } = useReader<StudioWords>();
  const state = useDraft(slug, t("offline"));
  const [selected, setSelected] = useState<Selected | null>(null);
  const { draft, verdict } = state;

  function select(next: Selected | null): void {
    state.consider(null);
    setSelected(next);
  }

  if (draft === null || verdict === null) {
    return <p className="wrap quiet" role="status">{state.problem === "" ? t("thinking") : state.problem}</p>;
  }
  return (
    <div className="studio">
      <header className="studio-head">
        <h1>{draft.name[wording.language]}</h1>
        <a href={`/studio/${slug}/try`} target="_blank" rel="noreferrer">{t("tryIt")}</a>
      </header>
      <Outline draft={draft} verdict={verdict} selected={selected} onSelect={select} />
      <section className="studio-editor" aria-live="off">
        {selected === null && <p className="quiet">{t("choose")}</p>}
        {selected?.section === "rules" && (
          <RuleEditor
            key={selected.id}
            slug={slug}
            draft={draft}
            verdict={verdict}
            id={selected.id}
            onChange={state.change}
            onConsider={state.consider}
            onSelect={select}
          />
        )}
        {selected?.section === "tables" && (
          <TableEditor
            key={selected.id}
            slug={slug}
            draft={draft}
            id={selected.id}
            onChange={state.change}
            onConsider={state.consider}
          />
        )}
        {selected?.section === "prices" && (
          <PriceEditor
            key={selected.id}
            slug={slug}
            draft={draft}
            verdict={verdict}
            id={selected.id}
            onChange={state.change}
            onSelect={select}
          />
        )}
      </section>
      <VerdictColumn slug={slug} draft={draft} verdict={verdict} isAsking={state.isAsking} problem={state.problem} onPublished={state.reload} onSelect={select} />
    </div>
  );
}
