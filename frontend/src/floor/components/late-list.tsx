import { useState } from "react";
import { StandingWord } from "../board/legend";
import { useReader } from "../../lib/island";
import type { Board, Order } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { WhyPanel } from "./why-panel";

interface Props {
  board: Board;
  time: LocalTime;
  pinned: string | null;
  onPin(job: string | null): void;
}

/** Orders that need somebody, the worst first, each with why. */
export function LateList({ board, time, pinned, onPin }: Props) {
  const { t, wording } = useReader<FloorWords>();
  const orders = board.orders.filter(({ risk }) => risk !== "fine");
  const next = board.orders[0];
  return (
    <section className="late">
      <h2>{t("lateTitle")}</h2>
      {orders.length === 0 && (
        <p>
          {t("nothingLate")}
          {next !== undefined && <span className="quiet"> {t("closest", { label: next.label, slack: next.slack[wording.language] ?? "" })}</span>}
        </p>
      )}
      <ul>
        {orders.map((order) => (
          <LateOrder key={order.job} site={board.site} order={order} time={time} isPinned={order.job === pinned} onPin={onPin} />
        ))}
      </ul>
    </section>
  );
}

interface OrderProps {
  site: string;
  order: Order;
  time: LocalTime;
  isPinned: boolean;
  onPin(job: string | null): void;
}

function LateOrder({ site, order, time, isPinned, onPin }: OrderProps) {
  const { t, wording } = useReader<FloorWords>();
  const [isAsked, setAsked] = useState(false);
  const ends = order.completion_at == null ? t("noPlace") : time.dayClock(Date.parse(order.completion_at));
  return (
    <li>
      <button type="button" className="late-order" aria-pressed={isPinned} onClick={() => onPin(isPinned ? null : order.job)}>
        <span className="late-label">{order.label}</span>
        <span className="late-standing"><StandingWord risk={order.risk} /> {order.slack[wording.language]}</span>
      </button>
      <p className="late-dates figures">
        <span><span className="quiet">{t("promise")}</span> {time.dayClock(Date.parse(order.promise_at))}</span>
        <span><span className="quiet">{t("ends")}</span> {ends}</span>
        <span className="quiet">{t("progress", { done: order.done, operations: order.operations })}</span>
      </p>
      <p className="late-reason">
        {order.reason[wording.language]}{" "}
        <button type="button" className="link-button" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>{t(isAsked ? "whyHide" : "whyLate")}</button>
      </p>
      {isAsked && <WhyPanel site={site} order={order} time={time} />}
    </li>
  );
}
