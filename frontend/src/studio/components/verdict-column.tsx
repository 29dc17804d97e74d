import { useState } from "react";
import { useReader } from "../../lib/island";
import { publish, Refusal, type Draft, type PublishAnswer, type Verdict } from "../api";
import type { StudioWords } from "../words";

interface Props {
  slug: string;
  draft: Draft;
  verdict: Verdict;
  isAsking: boolean;
  problem: string;
  onPublished(): Promise<void>;
}

/** What the engine says before anybody asks, and the way out to the shop. */
export function VerdictColumn({ slug, draft, verdict, isAsking, problem, onPublished }: Props) {
  const { t } = useReader<StudioWords>();
  return (
    <aside className="studio-verdict">
      <div aria-live="polite" aria-busy={isAsking} data-asking={isAsking}>
        <h2>{t("verdict")}</h2>
        {problem !== "" && <p className="note stop">{problem}</p>}
        <Judgement verdict={verdict} />
      </div>
      <Publish slug={slug} draft={draft} isBlocked={verdict.problems.length > 0 || verdict.conflict != null} onPublished={onPublished} />
      <History draft={draft} />
    </aside>
  );
}

function Judgement({ verdict }: { verdict: Verdict }) {
  const { t, wording } = useReader<StudioWords>();
  if (verdict.problems.length > 0) {
    return (
      <>
        <p className="stop">{t("problems")}</p>
        <ul>
          {verdict.problems.map((problem) => (
            <li key={problem.path + problem.sentence}>
              <span className="mono">{problem.path}</span>
              {problem.line != null && problem.column != null && (
                <span className="quiet"> {t("place", { line: problem.line, column: problem.column })}</span>
              )}
              <br />
              {problem.sentence}
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (verdict.conflict != null) {
    return (
      <>
        <p className="stop">{t("noVariant")}</p>
        <ul>{(verdict.conflict.sentences[wording.language] ?? []).map((said) => <li key={said}>{said}</li>)}</ul>
      </>
    );
  }
  const count = wording.number(verdict.variants ?? 0);
  const example = verdict.examples[0];
  const isQuiet = verdict.blocked_now.length + verdict.possible_now.length === 0 && example === undefined;
  return (
    <>
      <p className="studio-count figures">{verdict.is_more ? t("moreVariants", { count }) : t("variants", { count })}</p>
      {isQuiet && <p className="quiet">{t("nothingChanged")}</p>}
      <Changes title={t("impossible")} kind="stop" changes={verdict.blocked_now} />
      <Changes title={t("possible")} kind="ok" changes={verdict.possible_now} />
      {example !== undefined && (
        <p className="quiet small">{t("example", { example: Object.entries(example).map(([k, v]) => `${k} = ${v}`).join(", ") })}</p>
      )}
    </>
  );
}

interface ChangesProps {
  title: string;
  kind: "ok" | "stop";
  changes: Verdict["blocked_now"];
}

function Changes({ title, kind, changes }: ChangesProps) {
  const { wording } = useReader<StudioWords>();
  if (changes.length === 0) return null;
  return (
    <>
      <p className={kind}>{title}</p>
      <ul>{changes.map((change) => <li key={`${change.option}=${change.value}`}>{change.sentence[wording.language]}</li>)}</ul>
    </>
  );
}

interface PublishProps {
  slug: string;
  draft: Draft;
  isBlocked: boolean;
  onPublished(): Promise<void>;
}

function Publish({ slug, draft, isBlocked, onPublished }: PublishProps) {
  const { t } = useReader<StudioWords>();
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<PublishAnswer | null>(null);
  const [problem, setProblem] = useState("");

  async function go(): Promise<void> {
    setBusy(true);
    setAnswer(null);
    try {
      setAnswer(await publish(slug, draft.number, note));
      setProblem("");
      setNote("");
    } catch (error) {
      setProblem(error instanceof Refusal && error.message !== "" ? error.message : t("offline"));
    } finally {
      setBusy(false);
      await onPublished();
    }
  }

  return (
    <form
      className="studio-publish"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <label htmlFor="publish-note">{t("note")}</label>
      <input id="publish-note" value={note} maxLength={500} onInput={(e) => setNote(e.currentTarget.value)} />
      <button className="button" disabled={isBlocked || isBusy}>{t("publish")}</button>
      <div role="status">
        {isBusy && <p className="quiet">{t("publishing")}</p>}
        {problem !== "" && <p className="note stop">{problem}</p>}
        {answer?.version != null && <p className="note ok">{t("published", { number: answer.version.number })}</p>}
        {answer !== null && answer.version == null && <Refused answer={answer} />}
      </div>
    </form>
  );
}

function Refused({ answer }: { answer: PublishAnswer }) {
  const { t } = useReader<StudioWords>();
  return (
    <div className="note stop">
      <p>{answer.failures.length > 0 ? t("unmakeable") : t("refused")}</p>
      <ul>
        {answer.problems.map((p) => <li key={p.path + p.sentence}>{p.sentence}</li>)}
        {answer.failures.slice(0, 3).map((failure) => (
          <li key={JSON.stringify(failure.configuration)}>
            {failure.sentences.join(" ")}
            <br />
            <span className="mono">{Object.entries(failure.configuration).map(([k, v]) => `${k}=${v}`).join(" ")}</span>
          </li>
        ))}
      </ul>
    </div>
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
