import { useReader } from "../../lib/island";
import type { Bar, Board, Resource } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { StandingWord } from "./legend";

/** The same plan in words: a table for each resource. */
export function BoardTable({ board, time }: { board: Board; time: LocalTime }) {
  const { t, wording } = useReader<FloorWords>();
  // On a phone one open table hides that there are others.
  const isNarrow = window.matchMedia("(max-width: 40rem)").matches;
  return (
    <div className="board-tables">
      {board.resources.map((resource, index) => (
        <details key={resource.id} open={index === 0 && !isNarrow}>
          <summary>
            <span>{resource.name[wording.language]}</span>
            <span className="quiet">{resource.work_centre_name[wording.language]}</span>
            <span className="quiet figures">{t("operations", { count: resource.bars.length })}</span>
          </summary>
          <ResourceTable resource={resource} time={time} />
        </details>
      ))}
    </div>
  );
}

function ResourceTable({ resource, time }: { resource: Resource; time: LocalTime }) {
  const { t } = useReader<FloorWords>();
  return (
    <table className="stacked">
      <thead>
        <tr>
          <th scope="col">{t("start")}</th>
          <th scope="col">{t("end")}</th>
          <th scope="col">{t("order")}</th>
          <th scope="col">{t("operation")}</th>
          <th scope="col" className="number">{t("family")}</th>
          <th scope="col">{t("standing")}</th>
          <th scope="col">{t("state")}</th>
        </tr>
      </thead>
      <tbody>
        {resource.bars.map((bar) => <BarRow key={bar.job + bar.operation} bar={bar} time={time} />)}
      </tbody>
    </table>
  );
}

function BarRow({ bar, time }: { bar: Bar; time: LocalTime }) {
  const { t, wording } = useReader<FloorWords>();
  const state = bar.state === "running" ? t("running") : bar.state === "done" ? t("done") : t("waitingState");
  return (
    <tr>
      <td className="nowrap">{time.dayClock(Date.parse(bar.start_at))}</td>
      <td className="nowrap">{time.clock(Date.parse(bar.end_at))}</td>
      <td className="stacked-main">{bar.label}</td>
      <td>
        {bar.swatch !== "" && <span className="chain-swatch" style={{ background: bar.swatch }} />}
        {bar.name[wording.language]}
      </td>
      <td className="number">{bar.setup_min > 0 ? t("minutes", { count: bar.setup_min }) : ""}</td>
      <td><StandingWord risk={bar.risk} /></td>
      <td className="quiet">{[state, ...(bar.is_frozen ? [t("frozen")] : []), ...(bar.is_held ? [t("held")] : [])].join(", ")}</td>
    </tr>
  );
}
