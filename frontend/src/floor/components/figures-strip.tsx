import type { ReactNode } from "react";
import { useReader } from "../../lib/island";
import type { Board, Figures } from "../api";
import { RiskMark } from "../risk-mark";
import type { FloorWords } from "../words";

/** Key figures set like a drawing's title block. */
export function FiguresStrip({ figures, board }: { figures: Figures; board: Board }) {
  const { t, wording } = useReader<FloorWords>();
  const bottleneck = board.resources.find(({ id }) => id === figures.bottleneck);
  const load = figures.utilisation_pct[figures.bottleneck] ?? 0;
  return (
    <dl className="title-block">
      <Figure value={`${figures.on_time_pct} %`} name={t("onTime")} />
      <Figure value={figures.orders} name={t("ofOrders")} />
      <Figure value={figures.late} name={t("lateCount")} mark={figures.late > 0 ? "late" : "fine"} />
      <Figure value={figures.at_risk} name={t("riskCount")} mark={figures.at_risk > 0 ? "at_risk" : "fine"} />
      <Figure value={figures.in_progress} name={t("inWork")} />
      <Figure value={`${figures.setup_pct} %`} name={t("setupShare")} />
      <Figure value={`${load} %`} name={t("bottleneck", { name: bottleneck?.name[wording.language] ?? figures.bottleneck })} />
    </dl>
  );
}

function Figure({ value, name, mark }: { value: ReactNode; name: string; mark?: string }) {
  return (
    <div>
      <dd>{mark !== undefined && <RiskMark risk={mark} />}{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}
