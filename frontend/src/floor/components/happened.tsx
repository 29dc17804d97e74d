import { useCallback, useEffect, useState } from "react";
import { useReader } from "../../lib/island";
import { endDisturbance, readDisturbances, Refusal, type Board, type Disturbance } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { DisturbanceForm } from "./disturbance-form";
import { fewOf } from "./names";

interface Props {
  board: Board;
  time: LocalTime;
  onChange(): void;
}

const SHOWN = 6;

/** What was recorded of the factory, and the form that records more. */
export function Happened({ board, time, onChange }: Props) {
  const { t } = useReader<FloorWords>();
  const [lines, setLines] = useState<Disturbance[]>([]);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const reload = useCallback(
    () => readDisturbances(board.site).then(setLines, (error: unknown) => setProblem(error instanceof Refusal ? error.message : t("offline"))),
    [board.site],
  );
  useEffect(() => void reload(), [reload, board.revision?.number]);
  const end = async (number: number): Promise<void> => {
    try {
      await endDisturbance(board.site, number);
      onChange();
      await reload();
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : t("offline"));
    }
  };
  return (
    <section className="happened">
      <h2>{t("happenedTitle")}</h2>
      {problem !== "" && <p className="stop" role="alert">{problem}</p>}
      {isAsking ? (
        <DisturbanceForm board={board} onDone={() => { onChange(); void reload(); }} onClose={() => setAsking(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setAsking(true)}>{t("happened")}</button>
      )}
      {lines.length === 0 && !isAsking && <p className="quiet">{t("nothingHappened")}</p>}
      <ul>
        {lines.slice(0, SHOWN).map((one) => <Line key={one.number} line={one} time={time} onEnd={end} />)}
      </ul>
    </section>
  );
}

interface LineProps {
  line: Disturbance;
  time: LocalTime;
  onEnd(number: number): Promise<void>;
}

function Line({ line, time, onEnd }: LineProps) {
  const { t, wording } = useReader<FloorWords>();
  const names = [...line.resource_names.map((name) => name[wording.language] ?? ""), ...line.labels];
  const at = (instant: string | null | undefined): string => (instant == null ? "" : time.dayClock(Date.parse(instant)));
  return (
    <li data-active={line.is_active}>
      <p>
        <span className="mono quiet">{line.number}</span> <strong>{t(line.kind as keyof FloorWords)}</strong>{line.is_active && <span className="warn"> {t("active")}</span>} {names.join(", ")}
      </p>
      {line.until != null && <p className="figures">{line.kind === "late_material" ? at(line.until) : `${at(line.since)} – ${at(line.ended_at ?? line.until)}`}</p>}
      <p className="quiet">{line.reason} · {t("by", { name: line.by, at: at(line.at) })}</p>
      {line.late.length > 0 && <p className="stop">{t("newlyLate", { labels: fewOf(line.late, t("andMore")) })}</p>}
      {line.is_active && <button type="button" className="link-button" onClick={() => void onEnd(line.number)}>{t("over")}</button>}
    </li>
  );
}
