import { useReader } from "../../lib/island";
import type { Task } from "../api";
import type { PlanRun } from "../use-plan-run";
import type { FloorWords } from "../words";

/** The button that plans, how far it is, and what came of it. */
export function PlanRunPanel({ run }: { run: PlanRun }) {
  const { t } = useReader<FloorWords>();
  return (
    <div className="plan-run">
      {run.isRunning ? (
        <button type="button" className="button" onClick={() => void run.cancel()}>{t("cancel")}</button>
      ) : (
        <button type="button" className="button first" onClick={() => void run.start()}>{t("planNow")}</button>
      )}
      <div className="plan-progress" role="status">
        {run.problem !== "" && <span className="stop">{run.problem}</span>}
        {run.isRunning && <Running task={run.task} />}
        {!run.isRunning && run.task !== null && <Outcome task={run.task} />}
      </div>
    </div>
  );
}

export function Running({ task }: { task: Task | null }) {
  const { t } = useReader<FloorWords>();
  const share = task?.share ?? 0;
  return (
    <>
      <span className="plan-share" role="progressbar" aria-label={t("planning")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="figures">{Math.round(share * 100)} % · <Stage text={task?.text ?? ""} /></span>
    </>
  );
}

const STAGES: Record<string, keyof FloorWords> = {
  start: "stageStart",
  recreate: "stageRecreate",
  window: "stageWindow",
  windows: "stageWindow",
  due_date: "stageDue",
  changeovers: "stageChangeovers",
  urgency: "stageUrgency",
  slack: "stageSlack",
  bottleneck: "stageBottleneck",
  weight: "stageWeight",
  density: "stageDensity",
  families: "stageFamilies",
  families_of_a_week: "stageFamilies",
  urgent_families: "stageFamilies",
  order: "stageOrder",
  exact: "stageExact",
  repair: "stageRepair",
  improve: "stageImprove",
  done: "stageDone",
};

function Stage({ text }: { text: string }) {
  const { t } = useReader<FloorWords>();
  const said = /^(\w+): (\d+) late, (\d+) min/.exec(text);
  if (said === null) return <>{text === "" ? t("waiting") : text}</>;
  const [, stage = "", late = "", setup = ""] = said;
  const word = STAGES[stage];
  return <>{t("stageLine", { stage: word === undefined ? stage : t(word), late, setup })}</>;
}

function Outcome({ task }: { task: Task }) {
  const { t, wording } = useReader<FloorWords>();
  const result = (task.result ?? {}) as Record<string, unknown>;
  if (task.state === "dead") return <span className="stop">{t("planFailed", { error: task.error })}</span>;
  if (task.state === "cancelled") return <span>{t("planCancelled")}</span>;
  if (result["published"] === true) {
    const broken = Number(result["broken"]);
    const numbers = { number: Number(result["revision"]), moved: Number(result["moved_operations"]) };
    return <span>{t("planned", numbers)}{broken > 0 && <strong className="stop"> {t("broken", { count: broken })}</strong>}</span>;
  }
  const sentences = result["sentences"] as Record<string, string> | undefined;
  return <span>{t("notPlanned")} {sentences?.[wording.language] ?? sentences?.["en"] ?? ""}</span>;
}
