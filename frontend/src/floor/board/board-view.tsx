import { useEffect, useMemo, useRef, useState } from "react";
import { useReader } from "../../lib/island";
import type { Board, Figures } from "../api";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { BoardCanvas, type Zoom } from "./board-canvas";
import { BoardTable } from "./board-table";
import { chainOf, layOut, type BoardRow, type PlacedBar } from "./layout";
import { Legend } from "./legend";
import { Readout } from "./readout";

interface Props {
  board: Board;
  figures: Figures | null;
  time: LocalTime;
  now: number;
  pinned: string | null;
  onPin(job: string | null): void;
}

const ZOOMS: readonly Zoom[] = ["day", "week", "fortnight"];

/** The plan of a site as a picture and as a table, and what is pointed at in words. */
export function BoardView({ board, figures, time, now, pinned, onPin }: Props) {
  const { t } = useReader<FloorWords>();
  const layout = useMemo(() => layOut(board), [board]);
  const [isTable, setTable] = useState(() => window.matchMedia("(max-width: 40rem)").matches);
  const [zoom, setZoom] = useState<Zoom>(isTable ? "day" : "week");
  const [toNow, setToNow] = useState(0);
  const [hovered, setHovered] = useState<PlacedBar | null>(null);
  const [focused, setFocused] = useState<PlacedBar | null>(null);
  const shown = hovered?.bar.job ?? pinned;
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    if (pinned === null || focused?.bar.job === pinned) return;
    // Chosen in a list below: bring its chain into the picture.
    const ahead = chainOf(layout, pinned).map(({ placed }) => placed);
    setFocused(ahead.find(({ end }) => end > now) ?? ahead[0] ?? null);
    section.current?.scrollIntoView({ block: "nearest" });
  }, [pinned]);

  return (
    <section className="board" ref={section} aria-label={t("board")}>
      <div className="board-tools">
        <Choice label={t("view")} value={isTable ? "table" : "board"} options={["board", "table"]} onChoose={(one) => setTable(one === "table")} />
        {!isTable && <Choice label={t("zoom")} value={zoom} options={ZOOMS} onChoose={(one) => setZoom(one)} />}
        {!isTable && (
          <button type="button" className="link-button" onClick={() => setToNow(toNow + 1)}>{t("toNow")}</button>
        )}
        {!isTable && <Legend />}
      </div>
      {isTable ? (
        <BoardTable board={board} time={time} />
      ) : (
        <>
          <div className="board-frame">
            <Labels rows={layout.rows} height={layout.height} figures={figures} />
            <BoardCanvas
              layout={layout}
              time={time}
              zoom={zoom}
              now={now}
              job={shown}
              focused={focused}
              toNow={toNow}
              onPoint={setHovered}
              onPin={(bar) => {
                setFocused(bar);
                onPin(bar?.bar.job ?? null);
              }}
            />
          </div>
          <Readout board={board} layout={layout} time={time} job={shown} bar={hovered ?? focused} isPinned={pinned !== null && hovered === null} onRelease={() => { setFocused(null); onPin(null); }} />
        </>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly Value[];
  onChoose(value: Value): void;
}

function Choice<Value extends keyof FloorWords>({ label, value, options, onChoose }: ChoiceProps<Value>) {
  const { t } = useReader<FloorWords>();
  return (
    <div className="segments" role="group" aria-label={label}>
      {options.map((one) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChoose(one)}>{t(one)}</button>
      ))}
    </div>
  );
}

function Labels({ rows, height, figures }: { rows: BoardRow[]; height: number; figures: Figures | null }) {
  const { t, wording } = useReader<FloorWords>();
  return (
    <div className="board-labels" style={{ height: `${height}px` }}>
      {rows.map(({ resource, y, height: high, isFirst, hasHeading }) => {
        const load = figures?.utilisation_pct[resource.id];
        return (
          <div key={resource.id} className="board-label" data-first={isFirst} style={{ top: `${y}px`, height: `${high}px` }}>
            {hasHeading && <span className="board-centre">{resource.work_centre_name[wording.language]}</span>}
            <span className="board-name">{resource.name[wording.language]}</span>
            {load !== undefined && (
              <span className="board-load" title={t("loadHelp", { percent: `${load} %` })}>
                <span className="board-meter"><span style={{ width: `${Math.min(100, load)}%` }} /></span>
                {load} %
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
