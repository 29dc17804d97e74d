import { useReader } from "../../lib/island";
import type { Job } from "../api";
import type { LocalTime } from "../local-time";
import { RiskMark } from "../risk-mark";
import { StateSign, stateWords } from "./active-job";
import type { TerminalWords } from "./words";

interface Props {
  jobs: Job[];
  time: LocalTime;
  onChoose(job: Job): void;
}

/** What follows, with whether it can start and what the machine must be changed to. */
export function NextJobs({ jobs, time, onChoose }: Props) {
  const { t, wording } = useReader<TerminalWords>();
  return (
    <section className="next-jobs">
      <h2>{t("next")}</h2>
      <ol>
        {jobs.map((job) => (
          <li key={job.job + job.operation}>
            <button type="button" onClick={() => onChoose(job)}>
              <span className="next-pair">
                <span className="next-name">
                  {job.swatch !== "" && <span className="active-swatch" style={{ background: job.swatch }} />}
                  {job.operation_name[wording.language]}
                </span>
                <span className="active-risk figures" data-risk={job.risk}><RiskMark risk={job.risk} /> {job.slack[wording.language]}</span>
              </span>
              <span>{job.label}{job.quantity > 1 && ` × ${job.quantity}`}</span>
              <span className="next-pair">
                <span className="next-state" data-readiness={job.readiness}>
                  <StateSign readiness={job.readiness} />{stateWords(job, t, wording.language)}
                </span>
                <span className="figures">{time.dayClock(Date.parse(job.start_at))}</span>
              </span>
              {job.change[wording.language] !== undefined && (
                <span>{job.change[wording.language]} <strong>{t("setupMinutes", { minutes: job.setup_min })}</strong></span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
