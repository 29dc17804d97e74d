import { useReader } from "../../lib/island";
import type { Finding, Verdict } from "../api";
import type { StudioWords } from "../words";
import type { Selected } from "./outline";
import { VariantCount } from "./variant-count";

interface Props {
  verdict: Verdict;
  onSelect(selected: Selected): void;
}

/** What the engine says of a draft: whether it can be read, what is left, what is odd. */
export function Judgement({ verdict, onSelect }: Props) {
  if (verdict.problems.length > 0) return <Problems verdict={verdict} />;
  if (verdict.conflict != null) return <Contradiction verdict={verdict} onSelect={onSelect} />;
  return (
    <>
      <VariantCount verdict={verdict} />
      <Tests verdict={verdict} />
      <Difference verdict={verdict} />
      <Findings verdict={verdict} onSelect={onSelect} />
    </>
  );
}

function Problems({ verdict }: { verdict: Verdict }) {
  const { t } = useReader<StudioWords>();
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

function Contradiction({ verdict, onSelect }: Props) {
  const { t, wording } = useReader<StudioWords>();
  const rules = verdict.conflict?.rules ?? [];
  return (
    <>
      <p className="studio-count stop">{t("noVariant")}</p>
      <p>{rules.length === 1 ? t("alone") : t("together", { count: rules.length })}</p>
      <ul>
        {(verdict.conflict?.sentences[wording.language] ?? []).map((said, index) => (
          <li key={said}>
            <Entry section="rules" id={rules[index] ?? ""} onSelect={onSelect}>
              {said}
            </Entry>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tests({ verdict }: { verdict: Verdict }) {
  const { t, wording } = useReader<StudioWords>();
  const failing = verdict.tests;
  if (failing.length + verdict.tests_passed === 0) return null;
  return (
    <section className="studio-tests">
      <p className={failing.length === 0 ? "ok" : "stop"}>
        {t("tests", { passed: verdict.tests_passed })}
        {failing.length > 0 && ` · ${t("testsFailing", { count: failing.length })}`}
      </p>
      {failing.length > 0 && (
        <ul>
          {failing.map((test) => (
            <li key={test.id}>{test.sentence[wording.language]}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Difference({ verdict }: { verdict: Verdict }) {
  const { t } = useReader<StudioWords>();
  const { blocked_now, possible_now, examples, new_examples } = verdict;
  if (blocked_now.length + possible_now.length + examples.length + new_examples.length === 0)
    return <p className="quiet">{t("nothingChanged")}</p>;
  return (
    <>
      <Changes title={t("impossible")} kind="stop" changes={blocked_now} examples={examples} says="exampleGone" />
      <Changes title={t("possible")} kind="ok" changes={possible_now} examples={new_examples} says="exampleNew" />
    </>
  );
}

interface ChangesProps {
  title: string;
  kind: "ok" | "stop";
  changes: Verdict["blocked_now"];
  examples: Verdict["examples"];
  says: "exampleGone" | "exampleNew";
}

function Changes({ title, kind, changes, examples, says }: ChangesProps) {
  const { t, wording } = useReader<StudioWords>();
  const example = examples[0]?.[wording.language];
  if (changes.length === 0 && example === undefined) return null;
  return (
    <section className="studio-change">
      <p className={kind}>{title}</p>
      <ul>
        {changes.map((change) => (
          <li key={`${change.option}=${change.value}`}>{change.sentence[wording.language]}</li>
        ))}
        {example !== undefined && <li className="quiet small">{t(says, { example })}</li>}
      </ul>
    </section>
  );
}

const GROUPS = [
  ["dead", ["dead"]],
  ["only", ["only"]],
  ["idle", ["idle"]],
  ["redundant", ["redundant"]],
  ["rows", ["dead_row", "shadowed", "overlap", "missing"]],
] as const;

/** What is odd, gathered by what it is; each leads to its entry. */
function Findings({ verdict, onSelect }: Props) {
  const { t, wording } = useReader<StudioWords>();
  const groups = GROUPS.map(([word, kinds]) => ({
    word,
    lines: verdict.findings.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
  })).filter(({ lines }) => lines.length > 0);
  if (groups.length === 0) return <p className="ok">{t("sound")}</p>;
  return (
    <section className="studio-findings">
      {groups.map(({ word, lines }) => (
        <div key={word}>
          <h3>
            {t(word)} <span className="figures">{lines.length}</span>
          </h3>
          <ul>
            {lines.map((line: Finding) => (
              <li key={line.kind + line.id + (line.sentence["en"] ?? "")}>
                <Entry section={line.section} id={line.id} onSelect={onSelect}>
                  {line.sentence[wording.language]}
                </Entry>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface EntryProps {
  section: string;
  id: string;
  onSelect(selected: Selected): void;
  children: string | undefined;
}

/** A sentence that leads to what it is about, where that can be edited here. */
function Entry({ section, id, onSelect, children }: EntryProps) {
  if (id === "" || (section !== "rules" && section !== "tables" && section !== "prices")) return <>{children}</>;
  return (
    <button type="button" className="studio-entry" onClick={() => onSelect({ section, id })}>
      {children}
    </button>
  );
}
