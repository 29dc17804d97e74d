import { useMemo, useState } from "react";
import { useReader } from "../../lib/island";
import type { Board, Site } from "../api";
import { BoardView } from "../board/board-view";
import { createLocalTime, type LocalTime } from "../local-time";
import { useBoard } from "../use-board";
import { usePlanRun } from "../use-plan-run";
import type { FloorWords } from "../words";
import { FiguresStrip } from "./figures-strip";
import { Happened } from "./happened";
import { LateList } from "./late-list";
import { Moved } from "./moved";
import { PlanRunPanel } from "./plan-run";

/** The planner's whole page of one site. */
export function PlannerPage({ sites, start }: { sites: Site[]; start: string }) {
  const { t, wording } = useReader<FloorWords>();
  const site = sites.find(({ id }) => id === start);
  const { board, figures, problem, now, reload } = useBoard(start, t("offline"));
  const run = usePlanRun(start, t("offline"), () => void reload());
  const [pinned, setPinned] = useState<string | null>(null);
  const zone = site?.zone ?? "UTC";
  const time = useMemo(() => createLocalTime(wording.language, zone), [wording.language, zone]);
  if (site === undefined) return <p className="wrap quiet">{t("noSite")}</p>;
  return (
    <div className="floor">
      <header className="floor-head">
        <h1>{site.name[wording.language]}</h1>
        <nav className="floor-sites" aria-label={t("factory")}>
          {sites.map((one) => (
            <a key={one.id} href={`/floor/${one.id}`} {...(one.id === site.id ? { "aria-current": "page" as const } : {})}>{one.name[wording.language]}</a>
          ))}
        </nav>
        <PlannerLinks site={site.id} />
        <p className="floor-clock figures">{time.dayClock(now)} <span className="quiet">{zone}</span></p>
        <PlanRunPanel run={run} />
      </header>
      {problem !== "" && <p className="note stop" role="alert">{problem}</p>}
      {board !== null && figures !== null && <FiguresStrip figures={figures} board={board} />}
      {board !== null && <BoardView board={board} figures={figures} time={time} now={now} pinned={pinned} onPin={setPinned} />}
      {board !== null && (
        <div className="floor-below">
          <div>
            <LateList board={board} time={time} pinned={pinned} onPin={setPinned} />
            {board.revision != null && <Moved revision={board.revision} time={time} onPin={setPinned} />}
          </div>
          <div>
            <Happened board={board} time={time} onChange={() => void reload()} />
            <Problems board={board} time={time} />
            <Terminals site={site} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Where else a planner goes from a site's board. */
function PlannerLinks({ site }: { site: string }) {
  const { t } = useReader<FloorWords>();
  return (
    <nav className="floor-sites" aria-label={t("tools")}>
      <a href={`/floor/${site}/what-if`}>{t("whatIf")}</a>
      <a href={`/floor/${site}/plans`}>{t("plans")}</a>
      <a href={`/floor/${site}/lists`}>{t("lists")}</a>
    </nav>
  );
}

const KINDS = ["material", "machine", "drawing", "quality", "other"] as const;

function Problems({ board, time }: { board: Board; time: LocalTime }) {
  const { t } = useReader<FloorWords>();
  if (board.problems.length === 0) return null;
  return (
    <section className="told">
      <h2>{t("problems")}</h2>
      <ul>
        {board.problems.map((one) => (
          <li key={one.id}>
            <p><strong>{t(`kind_${KINDS.find((kind) => kind === one.kind) ?? "other"}`)}</strong> {one.note}</p>
            <p className="quiet">{one.label} · {one.by} · {time.dayClock(Date.parse(one.at))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Terminals({ site }: { site: Site }) {
  const { t, wording } = useReader<FloorWords>();
  return (
    <section className="floor-terminals">
      <h2>{t("terminals")}</h2>
      <ul>
        {site.work_centres.map((centre) => (
          <li key={centre.id}><a href={`/floor/${site.id}/${centre.id}`}>{centre.name[wording.language]}</a></li>
        ))}
      </ul>
    </section>
  );
}
