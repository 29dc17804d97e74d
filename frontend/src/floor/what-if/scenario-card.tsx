import { useCallback, useEffect, useState } from "react";
import { useReader } from "../../lib/island";
import { adoptScenario, cancelTask, changeScenario, dropScenario, Refusal, solveScenario, type Board, type Scenario, type ScenarioChange, type Task } from "../api";
import { Running } from "../components/plan-run";
import type { LocalTime } from "../local-time";
import { ENDED, follow } from "../use-plan-run";
import { ChangeForm } from "./change-form";
import { Comparison } from "./comparison";
import type { WhatIfWords } from "./words";

interface Props {
  scenario: Scenario;
  board: Board;
  time: LocalTime;
  isOpen: boolean;
  onChange(): Promise<void>;
}

/** One what-if plan: what is different, how it compares, and what may be done with it. */
export function ScenarioCard({ scenario, board, time, isOpen, onChange }: Props) {
  const { t, wording } = useReader<WhatIfWords>();
  const [task, setTask] = useState<Task | null>(null);
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const isSolving = scenario.state === "solving";
  const isLive = scenario.state === "draft" || scenario.state === "solved";

  useEffect(() => {
    if (!isSolving || scenario.task == null) return;
    const stop = follow(scenario.task, (seen) => {
      setTask(seen);
      if (!ENDED.has(seen.state)) return;
      stop();
      setTask(null);
      void onChange();
    });
    return stop;
  }, [isSolving, scenario.task]);

  const attempt = useCallback(async (act: () => Promise<unknown>): Promise<void> => {
    setProblem("");
    try {
      await act();
      await onChange();
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : t("offline"));
    }
  }, [onChange]);
  const change = (changes: ScenarioChange[]): Promise<void> => attempt(() => changeScenario(scenario.id, changes));
  const adopt = (): Promise<void> => attempt(async () => {
    const made = await adoptScenario(scenario.id);
    setDone(t("adoptedAs", { number: made.revision, moved: made.moved_operations }));
  });

  return (
    <details className="scenario" open={isOpen}>
      <summary>
        <span>{scenario.name}</span>
        <span className="quiet">{t(scenario.state as keyof WhatIfWords)}</span>
        <span className="quiet figures">{t("triedBy", { name: scenario.by, at: time.dayClock(Date.parse(scenario.created_at)) })}</span>
      </summary>
      <h2>{t("different")}</h2>
      {scenario.changes.length === 0 && <p className="quiet">{t("nothingDifferent")}</p>}
      <ul className="scenario-changes">
        {scenario.changes.map((one, index) => (
          <li key={JSON.stringify(one)}>
            <span><strong>{t(one.what as keyof WhatIfWords)}</strong> {namesOf(one, board, wording.language)} {whenOf(one, time, t("count"))}</span>
            {isLive && <button type="button" className="link-button" onClick={() => void change(scenario.changes.filter((_, at) => at !== index))}>{t("remove")}</button>}
          </li>
        ))}
      </ul>
      {isLive && <ChangeForm board={board} onAdd={(one) => change([...scenario.changes, one])} />}
      {scenario.sentences[wording.language] !== undefined && <p className="stop">{scenario.sentences[wording.language]}</p>}
      {problem !== "" && <p className="stop" role="alert">{problem}</p>}
      <div className="form-keys" role="status">
        {isLive && <button type="button" className={scenario.result == null ? "button first" : "button"} onClick={() => void attempt(() => solveScenario(scenario.id))}>{t("solve")}</button>}
        {scenario.state === "solved" && <button type="button" className="button first" onClick={() => void adopt()}>{t("adopt")}</button>}
        {isSolving && <button type="button" className="button" onClick={() => void cancelTask(scenario.task ?? "")}>{t("cancel")}</button>}
        {isSolving && <Running task={task} />}
        {isLive && <button type="button" className="link-button" onClick={() => void attempt(() => dropScenario(scenario.id))}>{t("drop")}</button>}
        {done !== "" && <span className="ok">{done}</span>}
      </div>
      {scenario.result != null && <Comparison result={scenario.result} board={board} time={time} />}
    </details>
  );
}

function namesOf(one: ScenarioChange, board: Board, language: string): string {
  const resources = (one.resources ?? []).map((id) => board.resources.find((row) => row.id === id)?.name[language] ?? id);
  const orders = (one.jobs ?? []).map((id) => board.orders.find(({ job }) => job === id)?.label ?? id);
  return [...resources, ...orders].join(", ");
}

function whenOf(one: ScenarioChange, time: LocalTime, more: string): string {
  const at = (instant: string | null | undefined): string => (instant == null ? "" : time.dayClock(Date.parse(instant)));
  const span = [at(one.since), at(one.until)].filter((text) => text !== "").join(" – ");
  const counts = one.what === "more_machines" || one.what === "more_orders" ? `${more}: ${one.count ?? 1}` : "";
  return [counts, span].filter((text) => text !== "").join(" · ");
}
