import type { Choices } from "./page-data";

/** Choices with a way back and forth; `touched` merges the steps of one drag. */
export interface History {
  past: readonly Choices[];
  now: Choices;
  future: readonly Choices[];
  touched: string | null;
}

const REMEMBERED = 200;

export function begin(choices: Choices): History {
  return { past: [], now: choices, future: [], touched: null };
}

/**
 * The history after new choices.
 *
 * With the same `touched` as before, the step replaces the last one, so that a drag of
 * a slider is undone at once.
 */
export function advance(history: History, choices: Choices, touched: string | null): History {
  const isSameTouch = touched !== null && touched === history.touched;
  const past = isSameTouch ? history.past : [...history.past, history.now].slice(-REMEMBERED);
  return { past, now: choices, future: [], touched };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future], touched: null };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, touched: null };
}
