import { useEffect, useState } from "react";
import { useReader } from "../../lib/island";
import { readWhy, Refusal, type Order, type Why } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { spanWords } from "./moved";

/** A full machine makes long chains: what binds is mostly near the end. */
const FIRST = 5;

/** What an order waits for, from its completion back, and what alone would help. */
export function WhyPanel({ site, order, time }: { site: string; order: Order; time: LocalTime }) {
  const { t, wording } = useReader<FloorWords>();
  const [why, setWhy] = useState<Why | null>(null);
  const [problem, setProblem] = useState("");
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    readWhy(site, order.job).then(setWhy, (error: unknown) => setProblem(error instanceof Refusal ? error.message : t("offline")));
  }, [site, order.job, order.completion_at]);
  if (problem !== "") return <p className="stop" role="alert">{problem}</p>;
  return (
    <div className="why" role="status">
      {why !== null && (
        <>
          <p><strong>{why.sentence[wording.language]}</strong></p>
          <h3>{t("chainTitle")}</h3>
          <ol className="why-chain">
            {(isWhole ? why.chain : why.chain.slice(0, FIRST)).map((link) => (
              <li key={link.job + link.operation} data-cause={link.cause}>
                <span>{link.sentence[wording.language]}</span>{" "}
                <span className="quiet nowrap">{spanWords(link.minutes, t)}</span>
              </li>
            ))}
          </ol>
          {why.chain.length > FIRST && !isWhole && (
            <button type="button" className="link-button" onClick={() => setWhole(true)}>{t("showAll", { count: why.chain.length })}</button>
          )}
          <h3>{t("helps")}</h3>
          {why.relaxations.length === 0 && <p className="quiet">{t("helpsNothing")}</p>}
          <ul className="why-helps">
            {why.relaxations.map((one) => (
              <li key={one.kind + one.resource + String(one.since)}>
                <span>{one.sentence[wording.language]}</span>{" "}
                <span className={one.keeps_promise ? "ok" : "quiet"}>
                  {t("earlier", { span: spanWords(one.earlier_min, t) })}, {time.dayClock(Date.parse(one.completion_at))}
                  {one.keeps_promise && <>: {t("keepsPromise")}</>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
