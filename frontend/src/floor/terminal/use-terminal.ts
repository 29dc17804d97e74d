import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { readJobs, SignedOut, type Job, type JobList } from "../api";
import { keep, readOutbox, send, type Pending } from "./outbox";

const REREAD_MS = 10_000;

export interface TerminalState {
  list: JobList;
  /** Jobs as they are once everything typed has arrived. */
  jobs: Job[];
  unsent: number;
  isOffline: boolean;
  isSignedOut: boolean;
  heardAt: number;
  tick: number;
  refusals: { name: string; sentence: string }[];
  report(pending: Pending): void;
  dismiss(): void;
}

/** Keeps the list of a work centre, and sends what is typed as soon as it can. */
export function useTerminal(start: JobList): TerminalState {
  const [list, setList] = useState(start);
  const [pending, setPending] = useState<Pending[]>(readOutbox);
  const [isOffline, setOffline] = useState(false);
  const [isSignedOut, setSignedOut] = useState(false);
  const [heardAt, setHeardAt] = useState(() => Date.now());
  const [tick, setTick] = useState(() => Date.now());
  const [refusals, setRefusals] = useState<TerminalState["refusals"]>([]);
  const isBusy = useRef(false);

  const exchange = useCallback(async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const sent = await send();
      if (sent.refusals.length > 0) setRefusals((known) => [...known, ...sent.refusals]);
      if (sent.stopped !== null) throw sent.stopped;
      setList(await readJobs(start.site, start.work_centre));
      setHeardAt(Date.now());
      setOffline(false);
      setSignedOut(false);
    } catch (error) {
      setSignedOut(error instanceof SignedOut);
      setOffline(!(error instanceof SignedOut));
    } finally {
      isBusy.current = false;
      setPending(readOutbox());
      setTick(Date.now());
    }
  }, [start.site, start.work_centre]);

  useEffect(() => {
    void exchange();
    const reread = window.setInterval(() => void exchange(), REREAD_MS);
    const clock = window.setInterval(() => setTick(Date.now()), 1000);
    const online = (): void => void exchange();
    window.addEventListener("online", online);
    return () => {
      window.clearInterval(reread);
      window.clearInterval(clock);
      window.removeEventListener("online", online);
    };
  }, [exchange]);

  const report = useCallback(
    (one: Pending) => {
      keep(one);
      setPending(readOutbox());
      void exchange();
    },
    [exchange],
  );

  const jobs = useMemo(() => applied(list.jobs, pending), [list, pending]);
  const dismiss = useCallback(() => setRefusals([]), []);
  return { list, jobs, unsent: pending.length, isOffline, isSignedOut, heardAt, tick, refusals, report, dismiss };
}

/** The list as it will be: what was started runs, what is done has left. */
function applied(jobs: Job[], pending: Pending[]): Job[] {
  return pending.reduce((seen, one) => {
    if (one.kind !== "report") return seen;
    const isIt = (job: Job): boolean => job.job === one.job && job.operation === one.operation;
    if (one.body.event !== "start") return seen.filter((job) => !isIt(job));
    return seen.map((job) => (isIt(job) ? { ...job, readiness: "running" } : job));
  }, jobs);
}
