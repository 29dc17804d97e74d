import { useReader } from "../../lib/island";
import type { Board } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { chainOf, type Layout, type PlacedBar } from "./layout";
import { StandingWord } from "./legend";

interface Props {
  board: Board;
  layout: Layout;
  time: LocalTime;
  job: string | null;
  bar: PlacedBar | null;
  isPinned: boolean;
  onRelease(): void;
}

/** The order that is pointed at: its promise, and its whole chain with times. */
export function Readout({ board, layout, time, job, bar, isPinned, onRelease }: Props) {
  const { t, wording } = useReader<FloorWords>();
  const chain = job === null ? [] : chainOf(layout, job).filter(({ row }) => row.resource.work_centre !== "people");
  const first = chain[0];
  const order = board.orders.find((one) => one.job === job);
  return (
    <div className="readout" id="board-readout" role="status">
      {first === undefined ? (
        <p className="quiet">{t("chainHint")}</p>
      ) : (
        <>
          <p className="readout-head">
            <strong>{first.placed.bar.label}</strong>
            <StandingWord risk={first.placed.bar.risk} />
            {order !== undefined && <span>{order.slack[wording.language]}</span>}
            {order !== undefined && <span className="quiet">{t("promise")} {time.dayClock(Date.parse(order.promise_at))}</span>}
            {first.placed.bar.is_held && <span className="quiet">{t("held")}</span>}
            {isPinned && <button type="button" className="link-button" onClick={onRelease}>{t("release")}</button>}
          </p>
          <ol className="chain">
            {chain.map(({ row, placed }) => (
              <li key={placed.bar.operation + row.resource.id} data-here={placed.bar.operation === bar?.bar.operation && placed.bar.job === bar.bar.job} data-state={placed.bar.state}>
                <span>
                  {placed.bar.swatch !== "" && <i className="chain-swatch" style={{ background: placed.bar.swatch }} />}
                  {placed.bar.name[wording.language]}
                </span>
                <span className="quiet">{row.resource.name[wording.language]}</span>
                <span className="figures">{time.dayClock(placed.start)}–{time.clock(placed.end)}</span>
                {placed.bar.setup_min > 0 && <span className="quiet">{t("setupOf", { minutes: placed.bar.setup_min })}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
