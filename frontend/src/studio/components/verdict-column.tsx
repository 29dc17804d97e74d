import { useReader } from "../../lib/island";
import type { Draft, Verdict } from "../api";
import type { StudioWords } from "../words";
import { Judgement } from "./judgement";
import type { Selected } from "./outline";
import { PublishForm } from "./publish-form";

interface Props {
  slug: string;
  draft: Draft;
  verdict: Verdict;
  isAsking: boolean;
  problem: string;
  onPublished(): Promise<void>;
  onSelect(selected: Selected): void;
}

/** What the engine says before anybody asks, and the way out to the shop. */
export function VerdictColumn({ slug, draft, verdict, isAsking, problem, onPublished, onSelect }: Props) {
  const { t } = useReader<StudioWords>();
  const isBlocked = verdict.problems.length + verdict.tests.length > 0 || verdict.conflict != null;
  return (
    <aside className="studio-verdict">
      <div aria-live="polite" aria-busy={isAsking} data-asking={isAsking}>
        <h2>{t("verdict")}</h2>
        {problem !== "" && <p className="note stop">{problem}</p>}
        <Judgement verdict={verdict} onSelect={onSelect} />
      </div>
      <PublishForm slug={slug} draft={draft} isBlocked={isBlocked} onPublished={onPublished} />
      <History draft={draft} />
    </aside>
  );
}

function History({ draft }: { draft: Draft }) {
  const { t, wording } = useReader<StudioWords>();
  return (
    <section>
      <h3>{t("history")}</h3>
      <ol className="studio-history" reversed>
        {draft.versions.map((version) => (
          <li key={version.id} value={version.number}>
            {wording.day(version.published_at.slice(0, 10))} <span className="quiet">{version.note}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
