import type { Bar, Board, Resource } from "../api";

export interface PlacedBar {
  bar: Bar;
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  setupEnd: number;
  lane: number;
}

export interface BoardRow {
  resource: Resource;
  y: number;
  height: number;
  lanes: number;
  bars: PlacedBar[];
  closed: { start: number; end: number }[];
  /** First row of its work centre. */
  isFirst: boolean;
  /** Whether the work centre's name stands above it: it has several rows. */
  hasHeading: boolean;
}

export interface Layout {
  rows: BoardRow[];
  height: number;
  since: number;
  until: number;
  frozenUntil: number;
  /** Colour by job, where any of its operations has one. */
  swatchByJob: Map<string, string>;
}

export const HEAD = 44;
const LANE = 17;
const LONE = 30;
const GAP = 10;
export const HEADING = 24;

const MINUTE_MS = 60_000;

/** Puts every bar on its row; where several run at once, side by side in lanes. */
export function layOut(board: Board): Layout {
  const rows: BoardRow[] = [];
  const swatchByJob = new Map<string, string>();
  let y = HEAD;
  let centre = "";
  for (const resource of board.resources) {
    const isFirst = resource.work_centre !== centre;
    centre = resource.work_centre;
    const hasHeading = isFirst && board.resources.filter((one) => one.work_centre === centre).length > 1;
    if (isFirst) y += hasHeading ? HEADING : GAP;
    const bars = resource.bars.map(placed);
    const lanes = fillLanes(bars);
    const height = Math.max(LONE, lanes * LANE);
    rows.push({ resource, y, height, lanes, bars, closed: resource.closed.map(span), isFirst, hasHeading });
    y += height;
    for (const { bar } of bars) if (bar.swatch !== "") swatchByJob.set(bar.job, bar.swatch);
  }
  return {
    rows,
    height: y + GAP,
    since: Date.parse(board.since),
    until: Date.parse(board.until),
    frozenUntil: Date.parse(board.frozen_until),
    swatchByJob,
  };
}

function placed(bar: Bar): PlacedBar {
  const start = Date.parse(bar.start_at);
  return { bar, start, end: Date.parse(bar.end_at), setupEnd: start + bar.setup_min * MINUTE_MS, lane: 0 };
}

function span({ start_at, end_at }: Resource["closed"][number]): { start: number; end: number } {
  return { start: Date.parse(start_at), end: Date.parse(end_at) };
}

function fillLanes(bars: PlacedBar[]): number {
  const free: number[] = [];
  for (const one of bars) {
    const lane = free.findIndex((until) => until <= one.start);
    one.lane = lane === -1 ? free.length : lane;
    free[one.lane] = one.end;
  }
  return Math.max(1, free.length);
}

/** All bars of one job in the order of their starts, each with its row. */
export function chainOf(layout: Layout, job: string): { row: BoardRow; placed: PlacedBar }[] {
  return layout.rows
    .flatMap((row) => row.bars.filter(({ bar }) => bar.job === job).map((one) => ({ row, placed: one })))
    .sort((a, b) => a.placed.start - b.placed.start || a.row.y - b.row.y);
}
