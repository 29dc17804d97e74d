import type { Layout, PlacedBar } from "./layout";

/** Where a key leads from a bar; null lets go, undefined is no key of the board. */
export function step(
  layout: Layout,
  from: PlacedBar | null,
  first: PlacedBar | null,
  key: string,
): PlacedBar | null | undefined {
  if (key === "Escape") return null;
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return undefined;
  if (from === null) return first;
  const at = layout.rows.findIndex((row) => row.bars.includes(from));
  const row = layout.rows[at];
  if (row === undefined) return first;
  const place = row.bars.indexOf(from);
  if (key === "ArrowLeft") return row.bars[Math.max(0, place - 1)];
  if (key === "ArrowRight") return row.bars[Math.min(row.bars.length - 1, place + 1)];
  if (key === "Home") return row.bars[0];
  if (key === "End") return row.bars[row.bars.length - 1];
  const down = key === "ArrowDown" ? 1 : -1;
  for (let next = at + down; next >= 0 && next < layout.rows.length; next += down) {
    const found = nearest(layout.rows[next]!.bars, from.start);
    if (found !== null) return found;
  }
  return from;
}

function nearest(bars: PlacedBar[], at: number): PlacedBar | null {
  let best: PlacedBar | null = null;
  for (const one of bars) if (best === null || Math.abs(one.start - at) < Math.abs(best.start - at)) best = one;
  return best;
}
