import { useCallback, useEffect, useMemo, useState } from "react";
import { useReader } from "../../lib/island";
import { openScenario, readBoard, readScenarios, Refusal, type Board, type Scenario, type Site } from "../api";
import { createLocalTime } from "../local-time";
import { ScenarioCard } from "./scenario-card";
import type { WhatIfWords } from "./words";

/** What-if plans of a site: the newest first, each opened where it stands. */
export function WhatIfPage({ site }: { site: Site }) {
  const { t, wording } = useReader<WhatIfWords>();
  const time = useMemo(() => createLocalTime(wording.language, site.zone), [wording.language, site.zone]);
  const [board, setBoard] = useState<Board | null>(null);
  const [scenarios, setScenarios] = useState<Scenario[] | null>(null);
  const [opened, setOpened] = useState("");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const tell = (error: unknown): void => setProblem(error instanceof Refusal ? error.message : t("offline"));
  const reload = useCallback(() => readScenarios(site.id).then(setScenarios, tell), [site.id]);
  useEffect(() => {
    void reload();
    readBoard(site.id).then(setBoard, tell);
  }, [reload]);
  const open = async (): Promise<void> => {
    setProblem("");
    try {
      const made = await openScenario(site.id, name);
      setName("");
      setOpened(made.id);
      await reload();
    } catch (error) {
      tell(error);
    }
  };
  return (
    <div className="floor what-if">
      <header className="floor-head">
        <h1>{t("title")}</h1>
        <nav className="floor-sites" aria-label={t("tools")}><a href={`/floor/${site.id}`}>{t("back")}: {site.name[wording.language]}</a></nav>
      </header>
      <p className="lead">{t("lead")}</p>
      {problem !== "" && <p className="note stop" role="alert">{problem}</p>}
      <form className="what-if-new" onSubmit={(event) => { event.preventDefault(); void open(); }}>
        <div className="field">
          <label htmlFor="what-if-name">{t("name")}</label>
          <input id="what-if-name" required maxLength={120} placeholder={t("namePlaceholder")} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <button className="button">{t("newOne")}</button>
      </form>
      {scenarios?.length === 0 && <p className="quiet">{t("none")}</p>}
      {board !== null && scenarios?.map((one, index) => (
        <ScenarioCard key={one.id} scenario={one} board={board} time={time} isOpen={one.id === opened || (opened === "" && index === 0)} onChange={reload} />
      ))}
    </div>
  );
}
