import type { ReactNode } from "react";
import { useReader } from "../../lib/island";
import type { Board, Figures } from "../api";
import { RiskMark } from "../risk-mark";
import type { FloorWords } from "../words";

/** Key figures set like a drawing's title block; how each is counted stands below. */
export function FiguresStrip({ figures, board }: { figures: Figures; board: Board }) {
  const { t, wording } = useReader<FloorWords>();
  const bottleneck = board.resources.find(({ id }) => id === figures.bottleneck);
  const load = figures.utilisation_pct[figures.bottleneck] ?? 0;
  const energy = figures.energy_wh_per_piece;
  return (
    <>
      <dl className="title-block">
        <Figure value={figures.in_full_pct == null ? "–" : `${figures.in_full_pct} %`} name={t("inFull")} />
        <Figure value={figures.orders} name={t("ofOrders")} />
        <Figure value={figures.late} name={t("lateCount")} mark={figures.late > 0 ? "late" : "fine"} />
        <Figure value={figures.at_risk} name={t("riskCount")} mark={figures.at_risk > 0 ? "at_risk" : "fine"} />
        <Figure value={figures.in_progress_average} name={t("inWork")} />
        <Figure value={`${figures.setup_pct} %`} name={t("setupShare")} />
        <Figure value={`${load} %`} name={t("bottleneck", { name: bottleneck?.name[wording.language] ?? figures.bottleneck })} />
        {energy != null && <Figure value={t("kwhEach", { count: (energy / 1000).toFixed(1) })} name={t("energyEach")} />}
        {figures.stock_turns != null && <Figure value={figures.stock_turns} name={t("stockTurns")} />}
      </dl>
      <details className="figures-how">
        <summary>{t("figuresHow", { days: figures.days })}</summary>
        <dl className="rows">
          {HOW.map(([name, how]) => (
            <div key={name}><dt>{t(name, { name: "" })}</dt><dd>{t(how)}</dd></div>
          ))}
        </dl>
      </details>
    </>
  );
}

const HOW: readonly [keyof FloorWords, keyof FloorWords][] = [
  ["inFull", "howInFull"],
  ["lateCount", "howLate"],
  ["riskCount", "howRisk"],
  ["inWork", "howInWork"],
  ["setupShare", "howSetup"],
  ["loadWord", "howLoad"],
  ["energyEach", "howEnergy"],
  ["stockTurns", "howTurns"],
];

function Figure({ value, name, mark }: { value: ReactNode; name: string; mark?: string }) {
  return (
    <div>
      <dd>{mark !== undefined && <RiskMark risk={mark} />}{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}
