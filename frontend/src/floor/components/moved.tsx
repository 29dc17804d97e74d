import { useState } from "react";
import { useReader } from "../../lib/island";
import type { Translate } from "../../lib/words";
import type { Revision } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";

const FIRST = 8;
const WHY: Record<string, keyof FloorWords> = { new: "whyNew", floor: "whyFloor", planned: "whyPlanned", disturbance: "whyDisturbance", pushed: "whyPushed" };

/** What the plan that stands did to the orders, the largest shift first. */
export function Moved({ revision, time, onPin }: { revision: Revision; time: LocalTime; onPin(job: string): void }) {
  const { t } = useReader<FloorWords>();
  const [isWhole, setWhole] = useState(false);
  const jobs = [...revision.moved_jobs].sort((a, b) => Math.abs(b.completion_shift_min) - Math.abs(a.completion_shift_min));
  const shown = isWhole ? jobs : jobs.slice(0, FIRST);
  const facts = {
    number: revision.number,
    at: time.dayClock(Date.parse(revision.published_at)),
    moved: revision.moved_operations,
    operations: revision.operations,
  };
  return (
    <section className="moved">
      <h2>{t("movedTitle")}</h2>
      <p className="quiet">{jobs.length === 0 ? t("movedNothing") : t("movedLine", facts)}{revision.disturbance != null && <> {t("forDisturbance", { number: revision.disturbance })}</>}</p>
      {jobs.length > 0 && (
        <table className="stacked">
          <thead>
            <tr>
              <th scope="col">{t("order")}</th>
              <th scope="col">{t("shift")}</th>
              <th scope="col">{t("why")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.job}>
                <td className="stacked-main"><button type="button" className="link-button" onClick={() => onPin(one.job)}>{one.label}</button></td>
                <td className="nowrap">
                  {one.why === "new" ? "" : shiftWords(one.completion_shift_min, t)}
                  {one.late_min > 0 && <span className="stop"> {t("losesPromise", { span: spanWords(one.late_min, t) })}</span>}
                </td>
                <td className="quiet">{t(WHY[one.why] ?? "whyPlanned")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {jobs.length > FIRST && !isWhole && (
        <button type="button" className="link-button" onClick={() => setWhole(true)}>{t("showAll", { count: jobs.length })}</button>
      )}
    </section>
  );
}

/** A shift as people say it: earlier or later by so much. */
function shiftWords(minutes: number, t: Translate<FloorWords>): string {
  if (minutes === 0) return t("same");
  return t(minutes < 0 ? "earlier" : "later", { span: spanWords(minutes, t) });
}

/** A length of time as people say it: minutes, hours or days. */
export function spanWords(minutes: number, t: Translate<FloorWords>): string {
  const amount = Math.abs(minutes);
  if (amount < 120) return t("minutes", { count: amount });
  return amount < 2880 ? t("hours", { count: Math.round(amount / 60) }) : t("days", { count: Math.round(amount / 1440) });
}
