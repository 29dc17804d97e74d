import { useMemo, useState } from "react";
import { useReader } from "../../lib/island";
import type { Job, JobList } from "../api";
import { createLocalTime } from "../local-time";
import { ActiveJob } from "./active-job";
import { Alarm, DonePanel, Play, Tick } from "./done-panel";
import { NextJobs } from "./next-jobs";
import { newKey } from "./outbox";
import { ProblemPanel } from "./problem-panel";
import { useScanner } from "./scanner";
import { TerminalHead } from "./terminal-head";
import { useTerminal } from "./use-terminal";
import type { TerminalWords } from "./words";

const NEXT = 5;
type Panel = "keys" | "done" | "problem";

/** One work centre: the job in hand, what comes next, and three keys. */
export function TerminalPage({ start }: { start: JobList }) {
  const { t, wording } = useReader<TerminalWords>();
  const state = useTerminal(start);
  const { list, jobs } = state;
  const time = useMemo(() => createLocalTime(wording.language, list.zone), [wording.language, list.zone]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [panel, setPanel] = useState<Panel>("keys");
  const [said, setSaid] = useState("");
  const active = jobs.find((job) => nameOf(job) === chosen) ?? jobs.find(({ readiness }) => readiness === "running") ?? jobs[0];
  const others = jobs.filter((job) => job !== active).slice(0, NEXT);

  function choose(job: Job): void {
    setChosen(nameOf(job));
    setPanel("keys");
    setSaid("");
  }

  function report(job: Job, event: "start" | "finish" | "scrap", more: { scrapped: number; reason: string }): void {
    const body = { event, key: newKey(), resource: "", ...more };
    state.report({ kind: "report", job: job.job, operation: job.operation, name: job.label, body });
    setSaid(t(event === "start" ? "started" : "finished", { name: job.label }));
    setChosen(event === "start" ? nameOf(job) : null);
    setPanel("keys");
  }

  const text = useScanner((scanned) => {
    const found = findJob(jobs, scanned);
    if (found !== undefined) choose(found);
    setSaid(t(found === undefined ? "notHere" : "scanned", { text: scanned }));
  });

  return (
    <div className="terminal">
      <TerminalHead state={state} time={time} />
      {state.refusals.length > 0 && (
        <div className="terminal-refusals" role="alert">
          {state.refusals.map((one) => <p key={one.name + one.sentence}>{one.name}: {t("refused", { sentence: one.sentence })}</p>)}
          <button type="button" onClick={state.dismiss}>{t("dismiss")}</button>
        </div>
      )}
      {active === undefined ? (
        <div className="terminal-empty"><h1>{t("nothing")}</h1><p>{t("nothingHelp")}</p></div>
      ) : (
        <>
          <ActiveJob job={active} time={time} />
          <NextJobs jobs={others} time={time} onChoose={choose} />
          <footer className="terminal-foot">
            <p className="terminal-said"><span role="status">{said}</span> <span className="terminal-scan">{text === "" ? t("scanHint") : text}</span></p>
            {panel === "keys" && <Keys job={active} onStart={() => report(active, "start", GOOD)} onPanel={setPanel} />}
            {panel === "done" && (
              <DonePanel
                job={active}
                onGood={() => report(active, "finish", GOOD)}
                onScrap={(scrapped, reason) => report(active, "scrap", { scrapped, reason })}
                onBack={() => setPanel("keys")}
              />
            )}
            {panel === "problem" && (
              <ProblemPanel
                job={active}
                onTell={(kind, note) => {
                  const body = { kind, note, key: newKey() };
                  state.report({ kind: "problem", job: active.job, operation: active.operation, name: active.label, body });
                  setSaid(t("told"));
                  setPanel("keys");
                }}
                onBack={() => setPanel("keys")}
              />
            )}
          </footer>
        </>
      )}
    </div>
  );
}

const GOOD = { scrapped: 1, reason: "" };

function Keys({ job, onStart, onPanel }: { job: Job; onStart(): void; onPanel(panel: Panel): void }) {
  const { t } = useReader<TerminalWords>();
  const isRunning = job.readiness === "running";
  return (
    <div className="terminal-panel">
      <button type="button" className="terminal-key" data-kind={isRunning ? undefined : "first"} disabled={job.readiness !== "ready"} onClick={onStart}><Play />{t("start")}</button>
      <button type="button" className="terminal-key" data-kind={isRunning ? "first" : undefined} disabled={!isRunning} onClick={() => onPanel("done")}><Tick />{t("done")}</button>
      <button type="button" className="terminal-key" onClick={() => onPanel("problem")}><Alarm />{t("problem")}</button>
    </div>
  );
}

function nameOf(job: Job): string {
  return `${job.job}/${job.operation}`;
}

/** By the number on the label, whatever was typed around it, or by the job's own id. */
function findJob(jobs: Job[], scanned: string): Job | undefined {
  const wanted = scanned.toLowerCase();
  const number = (job: Job): string => (job.label.split(" ")[0] ?? "").toLowerCase();
  return (
    jobs.find((job) => job.job === wanted || nameOf(job) === scanned || number(job) === wanted) ??
    jobs.find((job) => number(job).split("/")[0] === wanted)
  );
}
