import { useEffect, useState } from "react";
import { useReader } from "../../lib/island";
import { readHelps, readWhy, Refusal, sendDisturbance, type Order, type Relief, type Why } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { spanWords } from "./moved";
import { fewOf } from "./names";

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
          <Helps site={site} order={order} time={time} />
        </>
      )}
    </div>
  );
}

/** What was tried for it, each by planning again; overtime can be ordered from here. */
function Helps({ site, order, time }: { site: string; order: Order; time: LocalTime }) {
  const { t, wording } = useReader<FloorWords>();
  const [helps, setHelps] = useState<Relief[] | null>(null);
  const [said, setSaid] = useState("");
  const tell = (error: unknown): void => setSaid(error instanceof Refusal ? error.message : t("offline"));
  useEffect(() => {
    readHelps(site, order.job).then(setHelps, tell);
  }, [site, order.job, order.completion_at]);
  const ask = (one: Relief): void => {
    const body = { kind: "overtime" as const, reason: order.label, resources: one.resources, since: one.since ?? null, until: one.until ?? null, jobs: [], weight: 1, may_change_pct: 25 };
    sendDisturbance(site, body).then((answer) => setSaid(`${t("recorded", { number: answer.number })} ${t("improving")}`), tell);
  };
  if (helps === null && said === "") return <p className="quiet">{t("trying")}</p>;
  return (
    <>
      {helps?.length === 0 && <p className="quiet">{t("helpsNothing")}</p>}
      <ul className="why-helps">
        {helps?.map((one) => (
          <li key={one.kind + (one.sentence["en"] ?? "")}>
            <span>{one.sentence[wording.language]}</span>:{" "}
            <span className={one.keeps_promise ? "ok" : "quiet"}>
              {t("earlier", { span: spanWords(one.earlier_min, t) })}, {time.dayClock(Date.parse(one.completion_at))}
              {one.keeps_promise && <>, {t("keepsPromise")}</>}
            </span>
            {one.broken.length > 0 && <span className="stop"> {t("butBreaks", { labels: fewOf(one.broken, t("andMore")) })}</span>}
            {one.kind === "overtime" && <> <button type="button" className="link-button" onClick={() => ask(one)}>{t("order_it")}</button></>}
          </li>
        ))}
      </ul>
      {said !== "" && <p role="status">{said}</p>}
    </>
  );
}
