import { useEffect, useState, type ReactNode } from "react";
import { useReader } from "../../lib/island";
import { readJob, type Job, type JobDetail } from "../api";
import type { LocalTime } from "../local-time";
import { RiskMark } from "../risk-mark";
import { Alarm, Play, Tick } from "./done-panel";
import type { TerminalWords } from "./words";

const RISKS: Record<string, keyof TerminalWords> = { late: "late", at_risk: "atRisk", unplanned: "unplanned", fine: "fine" };

/** The job in hand: what it is, what it looks like, what to mind. */
export function ActiveJob({ job, time }: { job: Job; time: LocalTime }) {
  const { t, wording } = useReader<TerminalWords>();
  const detail = useDetail(job);
  const change = job.change[wording.language];
  const minutes = job.setup_min > 0 ? t("setupMinutes", { minutes: job.setup_min }) : "";
  return (
    <article className="active-job" data-readiness={job.readiness}>
      <header>
        <p className="active-state"><StateSign readiness={job.readiness} />{stateWords(job, t, wording.language)}</p>
        <h1>{job.operation_name[wording.language]}</h1>
        <p className="active-label">
          {job.label}
          {job.quantity > 1 && <strong className="active-count"> × {job.quantity}</strong>}
        </p>
      </header>
      <img className="active-picture" src={job.picture} alt={t("picture", { name: job.label })} />
      <dl className="active-facts">
        <Fact name={t("setup")}>
          {job.swatch !== "" && <span className="active-swatch" style={{ background: job.swatch }} />}
          {change ?? job.setup_names.map((name) => name[wording.language]).join(", ") ?? ""}
          {change === undefined && job.setup_names.length === 0 && t("noSetup")}
          {minutes !== "" && <strong className="active-minutes"> {minutes}</strong>}
        </Fact>
        <Fact name={t("room")}>
          <span className="active-risk" data-risk={job.risk}>
            <RiskMark risk={job.risk} /> {t(RISKS[job.risk] ?? "fine")} · {job.slack[wording.language]}
          </span>
          <small>{t("promised", { at: time.dayClock(Date.parse(job.promise_at)) })}</small>
        </Fact>
        <Fact name={t("before")}>
          {job.waits_for.length === 0 ? t("beforeDone") : t("waitsFor", { names: job.waits_for.map((name) => name[wording.language]).join(", ") })}
        </Fact>
        <Fact name={t("planned")}>
          {time.dayClock(Date.parse(job.start_at))}–{time.clock(Date.parse(job.end_at))}
          <small>{job.resource_names.map((name) => name[wording.language]).join(" + ")}</small>
        </Fact>
      </dl>
      {detail !== null && <Traveller detail={detail} />}
    </article>
  );
}

function Traveller({ detail }: { detail: JobDetail }) {
  const { t, wording } = useReader<TerminalWords>();
  return (
    <div className="traveller">
      {detail.problems.length > 0 && (
        <ul className="traveller-problems">
          {detail.problems.map((one) => (
            <li key={one.id} className="warn"><Alarm /> {t("openProblem", { kind: problemWord(one.kind, t) })} {one.note}</li>
          ))}
        </ul>
      )}
      {detail.materials.length > 0 && (
        <section>
          <h2>{t("material")}</h2>
          <ul>
            {detail.materials.map((one) => (
              <li key={one.material + one.name[wording.language]}>
                <span>{one.name[wording.language]}</span> <span className="figures">{one.quantity} {unit(one.unit)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {detail.facts.length > 0 && (
        <section>
          <h2>{t("asOrdered")}</h2>
          <ul>
            {detail.facts.map((one) => <li key={one.name}><span>{one.name}</span> <span>{one.value === "" ? <Tick /> : one.value}</span></li>)}
          </ul>
        </section>
      )}
    </div>
  );
}

type Say = (word: keyof TerminalWords, values?: Readonly<Record<string, string | number>>) => string;

const KINDS: Record<string, keyof TerminalWords> = {
  material: "kind_material",
  machine: "kind_machine",
  drawing: "kind_drawing",
  quality: "kind_quality",
};

function problemWord(kind: string, t: Say): string {
  return t(KINDS[kind] ?? "kind_other");
}

export function stateWords(job: Job, t: Say, language: string): string {
  if (job.readiness === "running") return t("running");
  if (job.readiness === "ready") return t("ready");
  return `${t("blocked")} · ${t("waitsFor", { names: job.waits_for.map((name) => name[language]).join(", ") })}`;
}

export function StateSign({ readiness }: { readiness: string }) {
  if (readiness === "running") return <Play />;
  return readiness === "ready" ? <Tick /> : <svg className="terminal-sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 4v16M16 4v16" /></svg>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function unit(name: string): string {
  return name === "m2" ? "m²" : name;
}

function useDetail(job: Job): JobDetail | null {
  const [detail, setDetail] = useState<JobDetail | null>(null);
  useEffect(() => {
    let isGone = false;
    readJob(job.job).then(
      (found) => !isGone && setDetail(found),
      // The list itself says when the server is silent; the job can be done without.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [job.job, job.operation, job.readiness]);
  return detail?.job === job.job ? detail : null;
}
