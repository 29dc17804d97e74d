import { useCallback, useEffect, useState } from "react";
import { readBoard, readFigures, Refusal, type Board, type Figures } from "./api";

const REREAD_MS = 30_000;

export interface BoardState {
  board: Board | null;
  figures: Figures | null;
  problem: string;
  /** Server's clock, as far as this page knows it. */
  now: number;
  reload(): Promise<void>;
}

/** Keeps a site's board and figures, read again while the page is in sight. */
export function useBoard(site: string, offline: string): BoardState {
  const [board, setBoard] = useState<Board | null>(null);
  const [figures, setFigures] = useState<Figures | null>(null);
  const [problem, setProblem] = useState("");
  const [ahead, setAhead] = useState(0);
  const [tick, setTick] = useState(() => Date.now());

  const reload = useCallback(async () => {
    try {
      const [shown, numbers] = await Promise.all([readBoard(site), readFigures(site)]);
      setBoard(shown);
      setFigures(numbers);
      setAhead(Date.parse(shown.now) - Date.now());
      setTick(Date.now());
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : offline);
    }
  }, [site, offline]);

  useEffect(() => {
    setBoard(null);
    setFigures(null);
    void reload();
    const timer = window.setInterval(() => {
      setTick(Date.now());
      if (document.visibilityState === "visible") void reload();
    }, REREAD_MS);
    return () => window.clearInterval(timer);
  }, [reload]);

  return { board, figures, problem, now: tick + ahead, reload };
}
