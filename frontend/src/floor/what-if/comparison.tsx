import { useReader } from "../../lib/island";
import type { Board, ScenarioResult } from "../api";
import { spanWords } from "../components/moved";
import type { LocalTime } from "../local-time";
import { RiskMark } from "../risk-mark";
import type { FloorWords } from "../words";
import type { WhatIfWords } from "./words";

interface Props {
  result: ScenarioResult;
  board: Board;
  time: LocalTime;
}

type Numbers = ScenarioResult["before"];

/** The branch beside the published plan: figures, promises gained and broken. */
export function Comparison({ result, board, time }: Props) {
  const { t, wording } = useReader<WhatIfWords>();
  const { t: floor } = useReader<FloorWords>();
  const span = (minutes: number): string => spanWords(minutes, floor);
  const machine = (id: string): string => {
    const [own, twin] = id.split("#");
    const name = board.resources.find((row) => row.id === own)?.name[wording.language] ?? id;
    return twin === undefined ? name : `${name} #${twin}`;
  };
  const rows: [keyof WhatIfWords, (of: Numbers) => string, number][] = [
    ["orders", (of) => String(of.orders), 0],
    ["lateOrders", (of) => String(of.late), result.after.late - result.before.late],
    ["onTimeShare", (of) => `${of.on_time_pct} %`, result.before.on_time_pct - result.after.on_time_pct],
    ["tardiness", (of) => span(of.weighted_tardiness_min), result.after.weighted_tardiness_min - result.before.weighted_tardiness_min],
    ["setupTime", (of) => span(of.setup_min), result.after.setup_min - result.before.setup_min],
    ["setupOfWork", (of) => `${of.setup_pct} %`, result.after.setup_pct - result.before.setup_pct],
    ["throughput", (of) => span(of.in_progress_min), result.after.in_progress_min - result.before.in_progress_min],
    ["energy", (of) => t("kwh", { count: Math.round(of.energy_wh / 1000) }), result.after.energy_wh - result.before.energy_wh],
    ["bottleneckLoad", (of) => `${machine(of.bottleneck)} ${of.bottleneck_pct} %`, 0],
    ["lastEnd", (of) => time.dayClock(Date.parse(of.last_end_at)), Date.parse(result.after.last_end_at) - Date.parse(result.before.last_end_at)],
  ];
  return (
    <section className="comparison">
      <h2>{t("compare")}</h2>
      <table>
        <thead>
          <tr><th scope="col">{t("figure")}</th><th scope="col">{t("published")}</th><th scope="col">{t("tried")}</th></tr>
        </thead>
        <tbody>
          {rows.map(([name, show, worse]) => (
            <tr key={name}>
              <th scope="row">{t(name)}</th>
              <td className="figures">{show(result.before)}</td>
              <td className="figures">
                {show(result.after)}
                {worse !== 0 && <span className={worse > 0 ? "stop" : "ok"}> {worse > 0 ? "▲" : "▼"} {t(worse > 0 ? "worse" : "better")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t("movedCount", { count: result.moved })}</p>
      <div className="comparison-orders">
        <Orders title={t("gainedTitle")} orders={result.gained} time={time} />
        <Orders title={t("brokenTitle")} orders={result.broken} time={time} />
        {result.extra.length > 0 && <Orders title={t("extraTitle")} orders={result.extra} time={time} />}
      </div>
    </section>
  );
}

function Orders({ title, orders, time }: { title: string; orders: ScenarioResult["gained"]; time: LocalTime }) {
  const { t } = useReader<WhatIfWords>();
  const { t: floor } = useReader<FloorWords>();
  return (
    <div>
      <h3>{title}</h3>
      {orders.length === 0 && <p className="quiet">{t("noneGained")}</p>}
      <ul>
        {orders.map((one) => (
          <li key={one.job}>
            <RiskMark risk={one.is_late ? "late" : "fine"} /> {one.label}{" "}
            <span className={one.is_late ? "stop" : "ok"}>
              {t(one.is_late ? "lateBy" : "inTime", { span: spanWords(one.slack_min, floor) })}
            </span>
            {one.completion_at != null && <span className="quiet"> {time.dayClock(Date.parse(one.completion_at))}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
