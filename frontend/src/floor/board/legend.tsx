import { useReader } from "../../lib/island";
import { RiskMark } from "../risk-mark";
import type { FloorWords } from "../words";

/** What the edges and the hatching of the board mean, each as it is drawn. */
export function Legend() {
  const { t } = useReader<FloorWords>();
  return (
    <ul className="legend">
      <li><span className="legend-bar" data-kind="fine" />{t("fine")}</li>
      <li><span className="legend-bar" data-kind="at_risk" />{t("at_risk")}</li>
      <li><span className="legend-bar" data-kind="late" />{t("late")}</li>
      <li><span className="legend-bar" data-kind="setup" />{t("legendSetup")}</li>
      <li><span className="legend-bar" data-kind="frozen" />{t("legendFrozen")}</li>
      <li><span className="legend-bar" data-kind="closed" />{t("legendClosed")}</li>
    </ul>
  );
}

/** A standing in its word and its shape. */
export function StandingWord({ risk }: { risk: string }) {
  const { t } = useReader<FloorWords>();
  const word = risk === "late" || risk === "at_risk" || risk === "unplanned" ? risk : "fine";
  return <span className="standing"><RiskMark risk={risk} />{t(word)}</span>;
}
