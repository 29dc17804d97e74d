import { useCallback, useEffect, useRef, useState } from "react";
import { countVariants, judgeTrial, readDraft, Refusal, type Draft, type Trial, type Verdict } from "./api";

/** Longer than between two keys, shorter than a thought. */
const TYPING_MS = 120;

export interface DraftState {
  draft: Draft | null;
  verdict: Verdict | null;
  isAsking: boolean;
  problem: string;
  /** Does something that answers with a verdict, then reads the draft again. */
  change(act: (number: number) => Promise<Verdict>): Promise<boolean>;
  /** Judges an edit while it is typed; nothing is kept. Null goes back to what is. */
  consider(edit: Trial | null): void;
  reload(): Promise<void>;
}

/** Keeps a draft and the newest verdict on it. */
export function useDraft(slug: string, offline: string): DraftState {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const trial = useRef<{ timer: number; stop: AbortController } | null>(null);
  const kept = useRef<Verdict | null>(null);

  const fail = useCallback(
    (error: unknown) => setProblem(error instanceof Refusal && error.message !== "" ? error.message : offline),
    [offline],
  );

  /** Fills in the exact count of a verdict that stopped counting, while it is still shown. */
  const count = useCallback(
    async (judged: Verdict, trial: Trial | null, signal: AbortSignal) => {
      if (!judged.is_more) return;
      const counted = await countVariants(slug, trial, signal).catch(() => null);
      if (counted === null || signal.aborted) return;
      const exact = { ...judged, ...counted };
      if (kept.current === judged) kept.current = exact;
      setVerdict((shown) => (shown === judged ? exact : shown));
    },
    [slug],
  );

  const reload = useCallback(async () => {
    try {
      const found = await readDraft(slug);
      setDraft(found);
      kept.current = found.verdict;
      setVerdict(found.verdict);
      setProblem("");
      void count(found.verdict, null, new AbortController().signal);
    } catch (error) {
      fail(error);
    }
  }, [slug, fail, count]);

  useEffect(() => void reload(), [reload]);

  const consider = useCallback(
    (edit: Trial | null) => {
      if (trial.current !== null) {
        window.clearTimeout(trial.current.timer);
        trial.current.stop.abort();
        trial.current = null;
      }
      if (edit === null) {
        setVerdict(kept.current);
        setAsking(false);
        return;
      }
      const stop = new AbortController();
      const ask = async () => {
        setAsking(true);
        try {
          const judged = await judgeTrial(slug, edit, stop.signal);
          // An answer to what has been typed over meanwhile says nothing any more.
          if (stop.signal.aborted) return;
          setVerdict(judged);
          setProblem("");
          void count(judged, edit, stop.signal);
        } catch (error) {
          if (!stop.signal.aborted) fail(error);
        } finally {
          if (!stop.signal.aborted) setAsking(false);
        }
      };
      trial.current = { timer: window.setTimeout(() => void ask(), TYPING_MS), stop };
    },
    [slug, fail, count],
  );

  const change = useCallback(
    async (act: (number: number) => Promise<Verdict>) => {
      if (draft === null) return false;
      consider(null);
      setAsking(true);
      try {
        setVerdict(await act(draft.number));
        await reload();
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        setAsking(false);
      }
    },
    [draft, reload, consider, fail],
  );

  return { draft, verdict, isAsking, problem, change, consider, reload };
}
