import { useCallback, useEffect, useRef, useState } from "react";
import { askAnswer, askDeltas, Refusal, type Standing } from "./api";
import { advance, begin, redo, undo, type History } from "./history";
import type { Answer, Choices, Deltas, ProductPage, Scalar } from "./page-data";

export interface Product {
  page: ProductPage;
  answer: Answer;
  standing: Standing;
  /** What the shopper picked, also while the server still thinks about it. */
  choices: Choices;
  isAsking: boolean;
  /** Why there is no answer; null while all is well. */
  problem: string | null;
  canUndo: boolean;
  canRedo: boolean;
  /** Options that nobody picked and that moved with the last click. */
  moved: readonly string[];
  choose(option: string, value: Scalar, isDragging?: boolean): void;
  replace(choices: Choices): void;
  undo(): void;
  redo(): void;
  again(): void;
  deliverTo(zone: string): void;
}

/** Keeps choices, asks at each change and shows the newest answer only. */
export function useProduct(page: ProductPage, offline: string): Product {
  const [history, setHistory] = useState<History>(() => begin(page.answer.choices));
  const [answer, setAnswer] = useState<Answer>(page.answer);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [moved, setMoved] = useState<readonly string[]>([]);
  const [zone, setZone] = useState(page.answer.promise.zone);
  const [attempt, setAttempt] = useState(0);
  const shown = useRef(page.answer.configuration);
  // What was shown for each choices of the history: going back shows the same again,
  // also where nobody had chosen it.
  const settled = useRef(new WeakMap<Choices, Choices>([[history.now, page.answer.configuration]]));
  const isFirst = useRef(true);
  const standing: Standing = { slug: page.slug, version: page.version, currency: answer.price.currency, zone };

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    const stop = new AbortController();
    setAsking(true);
    askAnswer(standing, history.now, settled.current.get(history.now) ?? shown.current, stop.signal)
      .then((next) => {
        setMoved(movedOptions(shown.current, next));
        shown.current = next.configuration;
        if (next.conflict === null) settled.current.set(history.now, next.configuration);
        setAnswer(next);
        setProblem(null);
        setAsking(false);
        remember(next.share);
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(error instanceof Refusal && error.message !== "" ? error.message : offline);
        setAsking(false);
      });
    return () => stop.abort();
  }, [history.now, zone, attempt]);

  const choose = useCallback((option: string, value: Scalar, isDragging = false) => {
    setHistory((old) => advance(old, { ...old.now, [option]: value }, isDragging ? option : null));
  }, []);

  return {
    page,
    answer,
    standing,
    choices: history.now,
    isAsking,
    problem,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    moved,
    choose,
    replace: useCallback((choices: Choices) => setHistory((old) => advance(old, choices, null)), []),
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    again: useCallback(() => setAttempt((count) => count + 1), []),
    deliverTo: useCallback((next: string) => {
      document.cookie = `lotone_zone=${next}; path=/; max-age=31536000; samesite=lax`;
      setZone(next);
    }, []),
  };
}

function movedOptions(before: Choices, { choices, configuration }: Answer): string[] {
  return Object.keys(configuration).filter((id) => !(id in choices) && configuration[id] !== before[id]);
}

/** Keeps the address, and the page's links to itself in another language or currency. */
function remember(share: string): void {
  window.history.replaceState(null, "", share + location.hash);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-here]"))
    link.href = `${share}${share.includes("?") ? "&" : "?"}${link.dataset["here"] ?? ""}`;
}

export type GroupDeltas = Readonly<Record<string, Readonly<Record<string, Deltas>>>>;

/** What each value of every step would change, as far as it is known of one answer. */
interface Told {
  answer: Answer;
  steps: Readonly<Record<string, GroupDeltas>>;
  /** Steps of which all is known. */
  whole: readonly string[];
}

/**
 * What each value of a step would change; the last ones stay, marked old, until then.
 *
 * The step in view is asked about first, a part at a time; then the others, one question
 * after the other, so that a page never holds more than one thread of the server.
 */
export function useDeltas(product: Product, group: string): { deltas: GroupDeltas; isOld: boolean } {
  const [known, setKnown] = useState<Told | null>(null);
  const newest = useRef<Told | null>(null);
  const { answer, standing, page } = product;
  useEffect(() => {
    const stop = new AbortController();
    const others = page.groups.map((one) => one.id).filter((id) => id !== group);
    async function ask(step: string): Promise<void> {
      const told = (): Told =>
        newest.current?.answer === answer ? newest.current : { answer, steps: {}, whole: [] };
      const tell = (next: Partial<Told>): void => setKnown((newest.current = { ...told(), ...next }));
      if (told().whole.includes(step)) return;
      for await (const deltas of partsOf(standing, answer, step, stop.signal))
        tell({ steps: { ...told().steps, [step]: deltas } });
      tell({ whole: [...told().whole, step] });
    }
    // While somebody drags, answers follow each other: only the one that stays is worth asking about.
    const wait = setTimeout(async () => {
      try {
        for (const step of [group, ...others]) await ask(step);
      } catch {
        // A newer answer took over, or nobody answers: the price bar says so.
      }
    }, 90);
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [answer, group]);
  const deltas = known?.steps[group];
  const last = useRef<{ group: string; deltas: GroupDeltas } | null>(null);
  if (deltas !== undefined && known?.answer === answer) last.current = { group, deltas };
  if (last.current?.group !== group) return { deltas: {}, isOld: true };
  return { deltas: last.current.deltas, isOld: known?.answer !== answer || deltas === undefined };
}

/** A step's changes, growing: a long step is answered in parts. */
async function* partsOf(
  standing: Standing,
  answer: Answer,
  step: string,
  signal: AbortSignal,
): AsyncGenerator<GroupDeltas> {
  let deltas: GroupDeltas = {};
  let pending: readonly string[] | undefined;
  do {
    const part = await askDeltas(standing, answer.choices, answer.configuration, step, signal, pending);
    deltas = { ...deltas, ...part.options };
    pending = part.pending ?? [];
    yield deltas;
  } while (pending.length > 0);
}
