import { useCallback, useEffect, useRef, useState } from "react";
import { cancelTask, planNow, readTask, Refusal, type Task } from "./api";

/** States in which nothing more comes of a task. */
export const ENDED = new Set(["done", "dead", "cancelled"]);
const POLL_MS = 1000;

export interface PlanRun {
  task: Task | null;
  isRunning: boolean;
  problem: string;
  start(): Promise<void>;
  cancel(): Promise<void>;
}

/** Asks for a plan and follows it: by events, by polling where those do not come. */
export function usePlanRun(site: string, offline: string, onEnd: () => void): PlanRun {
  const [task, setTask] = useState<Task | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState("");
  const store = `lotone-plan:${site}`;
  const stop = useRef<() => void>(() => undefined);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  const watch = useCallback((id: string) => {
    setRunning(true);
    sessionStorage.setItem(store, id);
    stop.current = follow(id, (seen) => {
      setTask(seen);
      if (!ENDED.has(seen.state)) return;
      stop.current();
      sessionStorage.removeItem(store);
      setRunning(false);
      ended.current();
    });
  }, [store]);

  useEffect(() => {
    // A run goes on when its page is left: whoever comes back finds it.
    const known = sessionStorage.getItem(store);
    if (known !== null) readTask(known).then(() => watch(known), () => sessionStorage.removeItem(store));
    return () => stop.current();
  }, [watch, store]);

  const start = useCallback(async () => {
    setProblem("");
    setTask(null);
    setRunning(true);
    try {
      watch(await planNow(site));
    } catch (error) {
      setRunning(false);
      setProblem(error instanceof Refusal ? error.message : offline);
    }
  }, [site, offline, watch]);

  const cancel = useCallback(async () => {
    if (task !== null) await cancelTask(task.id).catch(() => undefined);
  }, [task]);

  return { task, isRunning, problem, start, cancel };
}

/** Follows a task: by events, by polling where those do not come. */
export function follow(id: string, onChange: (task: Task) => void): () => void {
  const source = new EventSource(`/api/tasks/${id}/events`);
  let timer = 0;
  const poll = async (): Promise<void> => {
    const seen = await readTask(id).catch(() => null);
    if (seen !== null) onChange(seen);
  };
  source.addEventListener("progress", (event) => onChange(JSON.parse(event.data as string) as Task));
  source.addEventListener("error", () => {
    // The browser comes back by itself unless it gave up; meanwhile we ask.
    if (timer === 0) timer = window.setInterval(() => void poll(), POLL_MS);
  });
  source.addEventListener("open", () => {
    window.clearInterval(timer);
    timer = 0;
  });
  return () => {
    source.close();
    window.clearInterval(timer);
  };
}
